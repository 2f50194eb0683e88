/**
 * Words that common passwords are made of, lower case and without digits and signs: the most frequent of the list that
 * comes with zxcvbn 4.4.2 (MIT licence, Dropbox), and some from this country and this product.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
aaliyah aardvark aaron abcd abcdef aberdeen abgrtyu abnormal abrakadabra absolut abstr access accord achilles achtung acmilan
action acura adam adgjmp adgjmptw adidas admin administrator adonis advent aezakmi afrika agent aggies aikido aikman airborne
airbus airforce airplane airwolf akira alabama aladin alaska albany albatros albion alchemy alejandr aleksandr aleksandra aleksey
alenka alessandro alex alexande alexandr alexandre alexey alexis alfa alibaba alice aliens alinka allegro allmine allone allsop
allstar aloha alpha alphabet alpine altima alucard amadeus amand amanda amateur amateurs amazon amber ambers americ america
amerika amigo amigos amorcit amore amsterda amsterdam anaconda anai anakin anal analsex anarchy anastasi anastasiya andrea andrei
andrew andrey andromed andromeda andyod anfield angel angels angelus angus anhyeuem animal anime annie antares antelope anthon
anthony anthrax antoni anubis aolsucks apache apollo apple applepie apples april aptiva aquarius aragorn aramis arcadia archange
area argentin aries arizona arjay armada armagedon armani armstron arrow arrows arsenal artem artemis artemka artur asdasd asddsa
asdf asdfasdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asdfjkl asdfzxcv asdqwe asdzxc asgard ashle ashley asians asimov aspen
aspire aspirine assasin assassin assfuck asshole assholes assman assword asterix astra astral astro astros athlon atlanta atlantis
atomic attila auburn audi audia auditt auggie aussie austin australi autumn avalanch avalon avatar avenger awesome azamat azazel
azert azerty azertyui azsxdc azsxdcfv babe babes babyblue babyboy babydoll babyface babygir babygirl babylon babylove bacardi
bacchus backdoor badass badboy baddog badger badgers badgirl badman baggins baggio bagira bahamut baidu bailey baller ballin
balloon balloons balls baltimor bambam bamboo banan banana bananas banane bandit bang banger bangkok banker banner banshee banzai
baracuda barbados barbie barcelon barcelona barefoot barfly baritone barkley barley barney barry barselona barsik bartman basebal
baseball basket basketba basset bassman bastard batman bayern bball bcfields bdsm beach beaches beagle beaker beamer beaner beanie
bear bearcat bearcats beardog beast beastie beater beatle beatles beautifu beauty beaver beavis beckham beech beefcake beemer beer
beerman beetle beezer behappy beijing bella belmont benfica beng bengals beowulf beretta bergkamp berlin bestbuy bhbirf bian biao
biatch bicycle bigass bigballs bigbang bigbear bigben bigbird bigblock bigblue bigbob bigboobs bigbooty bigboss bigboy bigbutt
bigcat bigcock bigdaddy bigdawg bigdick bigdicks bigdog bigfish bigfoot biggie biggles biggun bigguy bighead bigmac bigman bigmike
bigmoney bigone bigones bigpimp bigpoppa bigred bigsexy bigtime bigtit bigtits biker bikini bilbo billabon billy billybob billyboy
bimbo bimmer bing bingo binladen bird birddog birdie birdman biscuit bismillah bitch bitchass bitches bitchy biteme bizkit blabla
black blackbir blackbird blackcat blackdog blackhaw blackie blackjac blackjack blackout blacks blacky blade blades blahblah blam
blaster blaze blazer bleach blessed blessing blink blizzard blonde blondes blondie blowfish blowjob blowme blue blueball bluebell
bluebird blueboy bluedog blueeyes bluefish bluejays bluemoon blues bluesky bluesman boater boating bobafett bobby bobcat bobdole
bobdylan boeing bogart bogdan bogey bohica boiler bolitas bollocks bollox bologna bombay bomber bombers bonanza bond bondage
bondarenko bonehead boner bones bongo bonjour bonjovi bonkers bonsai boobie boobies boobs booger boogie bookie bookworm boomboom
boomer booster bootie boots bootsy booty bootys boozer borabora bordeaux boricua borussia bosco bossman boston boulder bounce
bounty bowl bowler bowling bowwow boxcar boxer boxers boxing boxster boytoy bozo brando brandon brandy brasil braves brazil brdr
breaker breast breasts breeze bremen brian bricks brighton bristol britney brodie broker bronco broncos brooklyn brown brownie
browns bruce brucelee bruins bruiser bruno brutus bubba bubbas bubble bubbles buceta bucket buckeye buckeyes buckshot budapest
buddah buddha buddie buddy buddyboy budlight budman budweise budweiser buffalo buffet buffett buffy bugger builder bukkake bull
bulldog bulldogs bullet bullfrog bulls bullseye bullshit bumble bummer bumper bunghole bunnies bunny bureau burger burrito bushido
buste buster busty butch butter buttercu butterfl butterfly buttfuck butthead butthole buttman buttons buzzard byteme cabbage
cabernet cabron cactus cadillac caesar cafc calgary calibra calico caliente californ caligula calimero callisto callum camaro
camaross cambiami camden camel camelot camels cameltoe camero cameron camper canada cancer cancun candle candy candyman cang
cannabis canon cantona canuck canucks capecod capetown capone capricor capricorn capslock captain caramel caravan cardinal
carebear carlito carlitos carlos carmex carnage carnival carolina carpedie carpente carpet carrera carrot carthage cartman cartoon
casanova caserta casey cashmone casino casper cassandr cassie catch catdog catfish catherin catman cats catwoman cavalier caveman
cayman cbrrr ccbill cdtnbr cdtnkfyf ceasar celeb celeron celica celine celtic celtics ceng cent cerberus cessna cevthrb cfitymrf
cgfhnfr chai chainsaw challeng champ champion champs changeme chao chaos charger chargers charles charli charlie charlott charlton
charly charmed charon chase chaser cheater checkers cheddar cheech cheeks cheeky cheers cheese cheetah chelse chelsea cherokee
cherries cherry cheshire chester chevelle chevrole chevrolet chevy chevys chewie cheyenne chiara chicago chichi chicken chickens
chicks chico chiefs chilli chillin chilly chimera chinook chipmunk chipper chippy chivas chloe chocha chocolat choh choochoo
chopin chopper chou chris chrisbln chriss chrissy christ christia christin christma christop chrome chronic chrono chrysler chuai
chuang chubby chuckie chuckles chucky chui chunky chuo ciccio cicero cigars cinder cindy cinnamon cirrus citadel citroen cjkysirj
cjkywt clancy clapton clarinet classic classics claudi claymore clemson cleopatr clevelan climber clipper clippers clit clitoris
cloud clouds clover clowns clutch cnfybckfd cobain cobalt cobra cobras cocacola cocaine cock cocker cocks cocksuck coconut codered
coffee cohiba coke coldbeer coldplay colnago colombia colorado colors colt coltrane comanche comet commande commando company
compaq compass compute computer conan concord concorde concrete condom condor cong connect connor consumer cookie cookies coolcat
cooldude cooler coolguy coolio coolman coolness coors cooter copper corleone corndog corolla corona corrado corsair corvette
cosmic cosmo cosmos cosworth cougar cougars coventry cowboy cowboys cowgirl coyote cracker cramps crazy crazybab creampie creamy
creative cricket crimson critter crjhgbjy cruise cruiser crunch crusader crusher crusty crysis crystal cthtuf cthulhu cthutq
ctrhtn cuan cubbies cubswin cuddles cuervo cumming cumshot cumslut cunt cunts cupcake curious custom cutiepie cutlass cutter
cvthnm cxfcnmt cyber cyborg cyclone cyclops cygnus cygnusx cypress dabears dabomb daddy daddyo daemon daewoo dagger daisy dakota
dalejr dallas dalshe daman dammit damnit dancer dang danger danie daniel daniil danila danni danny dannyboy danzig darkange
darkangel darklord darkman darkness darkside darkstar datsun david davide davids davinci dawg daytona dbrnjh dbrnjhbz deadhead
deadman deadpool death deejay deepthroat deeznuts deeznutz default defender defiant deftones dejavu delete delfin delight delphi
delta deluxe demo denali deng deniska depeche derf derparol desert designer desire deskjet destin destiny detroit deutsch devil
devildog devils devo dexter dfcbkbq dfkthbz dfkthf dfktynby dfktynbyf dfvgbh dharma diablo dialog diamond diamonds diao diaper
dick dickhead dickie dicks diehard diesel dietcoke dieter digger diggler digimon digital dilbert dildo dilligaf dima dimas dimples
dinamo dinara dindom ding dingdong dinosaur dipshit dirtbike dirty disco discover disney diver divine django dkflbckfd dkflbr
dkflbvbh dmitriy doberman doctor dodge dodger dodgeram dodgers dogbert dogbone dogboy dogcat dogface dogfood dogg dogger doggie
doggies doggy doghouse dogman dogpound dogs dogshit dogwood doit doitnow doktor dolemite dollar dolphin dolphins dominik dominion
dominiqu domino donkey donner dontknow donuts doobie doodle doofus doogie dookie doomsday dotcom doughboy dougie dracula drago
dragon dragonba dragonball dragons dragoon drakon draven dreamer dreams drifter driver drizzt droopy drowssap drpepper drummer
dthjybrf duan dublin ducati duchess duck duckie ducks duffman dumbass dundee dungeon durango duster dusty dutchess dylan dynamite
dynamo eagle eagles earnhard earthlink eastside eastwood eatme eatpussy eatshit eclipse eddie eduard edward eeyore egghead eggman
eggplant einstein ekaterina elcamino eldorado electra electric electro electron elefant element elephant elisabet elizabet
elizaveta elvis elvisp elway emerald emily eminem empire enforcer engage engineer enigma enrico enter enterme enternow enterpri
enterprise entropy epsilon eraser ericsson erotic erotica escort eskimo espresso eternal eternity eureka europa evangelion ever
everest everlast everton evgeniy evil evolutio excalibu excalibur excite exigen exigent exodus exotic explorer express extreme
fabie fabio fabric facial faggot fairlane faith falcon falcons fallen fallout fandango fang fantasia fantasy fantomas farscape
farside fart fastball faster fastu fatass fatboy fatcat fatman fatty fearless feather felix fender feng fenris fenway fergie
fergus fernand ferrari ferret fester fetish fghtkm fgtkmcby ficken fidelio fiesta figaro fighter filter finger fire fireball
firebird fireblad firefigh firefly firefox fireman firenze firewall fish fishbone fishes fishhead fishin fishing fishon fisting
fitness fkbyjxrf fktrcfylh fktrcfylhf fktrctq fktyrf flamengo flames flamingo flanker flash flasher flatron fletch flexible flicks
flipper floppy florian florida flounder flower fluffy flyboy flyers flyfish foobar footbal football footjob fordf forest foreve
forever forfun forgetit formula forsaken fortuna foryou fossil foxtrot foxy foxylady franc francesc francisc frank franky freaks
freaky freckles freddy freebird freedom freefall freepass freeporn freesex freeuser freeway friday friendster fright frisco frisky
frodo frog frogger froggy frogman front frontier frosty ftball fubar fuck fucked fucker fuckers fuckface fuckhead fuckher fucking
fuckinside fuckit fuckme fuckoff fuckthis fucku fuckyo fuckyou fugazi fujian fukkc fulham fullmoon funky funstuff funtime fuqing
fusion fussball futbol futurama fuzhou fuzzy fyfcnfcbz fyfnjkbq fylhtq fytxrf fyutkbyf gabber gabrie gabriel gabriell gadget gaell
gagged gagging galant galaxy galina galore gambit gambler gameboy gamecock gamecube gameover gandalf ganesh gangbang gangsta
gangster garden garfield gargoyle garion gasman gateway gator gatorade gators gawker gbhfvblf gbpltw geezer gegcbr geheim gemini
generic genesis geng genius georg george geronimo gerrard gesperrt getmoney getout getsome gfhjkm gfhjkmgfhjkm ghbdtn ghbdtnbr
ghblehjr ghbrjk ghbywtccf ghetto ghhhhj ghjcnj ghjcnjgfhjkm ghjcnjnfr ghjuhfvvf ghost ghostrider giants gideon giggles gilles
ginger giorgi giorgio giraffe girls gizmo gizmodo gjkbyf gladiato gladiator glamour globus glock gmoney goalie goat goaway gobears
goblin goblue gobucks gocubs goddess godfathe godfather godlike godsmack godzilla gofish goforit goirish goku golden goldfing
goldfish goldstar goldwing golf golfball golfer golfing goliath gollum gonavy gong gonzo goober good goodboy goodday goodgirl
goodie goodluck goodtime goofy google gooner goose gopher gordo gordon gorilla gotcha goten goth gothic gotmilk gotohell
government govols granada grandam granny grapes gratis grease great greatone green greenbay greenday greens gregor gremlin grendel
gretzky griffey grinch gringo grizzly gromit groove groovy groucho grumpy gryphon gsxr gthcbr gtnhjdbx guai guang guardian guest
guiness guinness guitar guitars gundam gunnar gunner gunners gustav guyver gymnast gypsy habibi hack hacked hacker haggis hairball
hairy halflife halifax hallo hambone hamburg hamish hamlet hammer hammers hamster handball handyman hannah hannibal hansolo happy
happyday hardball hardcock hardcore harddick hardon hardone hardrock harlem harley harry harrypotter harvest hattrick havana
havefun hawaii hawaiian hawkeye hawkeyes hayabusa hearts heater heather heaven heckfy hedgehog heidi heineken hejsan hellboy
hellfire hello hellokitty helloo hellos hellsing hellyeah helmet helmut helper helpme hemi hendrix heng henry hentai herbie
hercules hermes hershey hesoyam hetfield hewlett heynow hidden highbury highheel highland highlander hiphop hippie hitachi hithere
hitler hitman hjccbz hjvfirf hobbes hobbit hockey hokies hola holein holiday holly hollywoo holycow holyshit homeboy homer homerj
homers homerun honda hondas honey honeybee honeys hongkong honolulu hookem hooker hookup hooligan hoops hoosier hoosiers hooter
hooters hootie hopeful horizon horndog hornet hornets horney horny horse horses hotbox hotboy hotdog hotgirls hotone hotpussy
hotred hotrod hotsex hotshot hotstuff hott hottie hotties houdini hounddog house houston hover htubcnhfwbz huai huawei hummer
hunte hunter hunting hurrican husker huskers huskies hustler hyperion iamgod ibanez ibub iceberg icecream icehouse iceman idefix
idontkno idontknow idunno iforget iforgot igor iguana ihateyou ijrjkfl ilikepie illini illusion ilove ilovegod iloveme ilovesex
iloveu iloveyo iloveyou imation immortal impala impreza incubus indiana indians indigo inferno infiniti infinity innovation
innovationladder insane insert insomnia inspiron install integra intel intercourse internet intrepid intruder inuyasha iomega
ipswich irina irinka irish irishka irishman iriska ironmaiden ironman iscool islander istanbul italia itsme ivanov ivanova iverson
iwantu jabroni jackal jackass jackoff jackpot jackson jacob jagger jaguar jaguars jamaica james jamesbon jamesbond jamess jamie
jammer jammin jarhead jasmine jason jasper java javelin jaybird jayden jayhawk jayhawks jazzman jedi jeep jefferso jelly jellybea
jellybean jenn jennaj jennife jenny jeremy jericho jerkoff jerry jessic jessica jester jesus jesuss jethro jets jetski jewels
jezebel jiang jiao jiggaman jimbo jimbob jimmy jing jingle jiong jktxrf jktymrf jockey joebob joecool joemama johann johannes john
johnboy johncena johndeer johndoe johngalt johnny johnson joker jokers jomama jones jonny jorda jordan joseph josephin joshu
joshua jrcfyf jsbach jubilee juggalo juice juicy julie julien jumbo jumper junebug jungle junio junior junkie jupiter justdoit
justfun justice justin justme juventus jyeuz kahuna kakashka kaktus kalina kamikaze kamila kangaroo kansas karachi karate karen
karina karolina kashmir kasper katana katarina katerina katie katrin kawasaki kazantip kcjwxn keeper keepout keji kejiju kelly
keng kenny kenshin kenwood kenworth kernel kerouac kestrel kevin keyboard keystone keywest kfgjxrf kfhbcf kickass kicker kidrock
kieran killbill kille killer killers killjoy killme kilroy kimmie kingfish kingkong kingpin kingston kinky kipper kirby kirill
kirsty kisses kissme kissmyass kiteboy kitkat kitten kittens kitty kittycat kittykat kjkszpj kjrjvjnbd klaste klaster kleopatra
klingon klizma klondike klvbkf knickers knicks knight knights knockers knopka knuckles kodiak kojak kokomo kolobok komodo
konstantin kool koolaid kordell korn koroleva korova koshka kosmos kostya kotaku kotenok krasotka krishna krokodil krolik kronos
krusty krypton ksenia ksusha ktyjxrf kuai kuang kume kungfu labrador labtec lacrosse ladder laddie ladybug laguna lakers lakeside
lakewood lakota lalakers lambda lamer lancelot lancer lansing lantern laptop larisa larry laser lassie lasvega lasvegas latinas
latino laura laurent lazarus lback leather leavemealone ledzep leedsutd legacy legend legion legolas lekker lemmein lemonade leng
lennon lenochka leonid leopard leopold lesbian lesbians lespaul lestat letmei letmein letsgo lexmark lexus lfybbk lhfrjy liang
liao liberty lick licker licking lickit lickme lifehack lighter lightnin lightning lights limewire linda lindros lineage lion
lionking liquid lithium little liverpoo liverpool lizard lobo lobster loco logan login logitech loki lokomotiv lolipop lollipop
lollypop london lonesome lonestar lonewolf longbow longdong longhorn longjohn looker lookout looser loser losers lotus love
lovebug loveit lovelife lovely loveme lover loverboy lovers lovesex loveya loveyou lowrider ltybcrf luan luca lucifer lucky
luckydog ludmila lumber lust lvbnhbq macbeth macdaddy machine macman macross madcat maddie maddog madina madison madman madmax
madness madonna maestro magelan magellan maggi maggie maggot magic magician magick magicman magnet magneto magnum magnus magpie
magpies maiden mailcreated mailman majestic makaveli maksim maksimka malachi malaka malibu malice malina mallard mamacita mamamia
mamapapa manchest manchester mancity mandarin mandingo mandrake mandy manfred mang mango maniac mankind mannn manolo manowar
manson mantis manutd maradona marathon marcello marcius margarit maria marie marijuan marijuana marika marina marine mariners
marines marino mario mariposa marius mariya marker markie markiz marlboro marley marseill marseille martin martini maryjane
masamune maserati mash mason massive maste master matador matrix matteo matthe matthew matthias mature maveric maverick maxell
maxim maxima maxime maximus maxwell maxx maxxxx mayday mayhem mazafaka mazda mazdarx mclaren mdobs meatball meathead meatloaf
mechanic medic medion medusa medved megadeth megaman megan megane megapass megatron meister melissa mellon mellow memorex memphis
menace meng mentor meowmeow mephisto mercedes mercury meridian merlin merlot mermaid mersedes messiah metallic metallica metroid
mets mexico miami mian miao michae michael michigan mick mickey micro microlab micron microphone microsof microsoft midget
midnight midnite midway mighty mihail mikael mike mikey milana milano milena milkman millenium miller millwall mima mimamima
minecraft mingus minime minimoni mirage mischief misfit misfits mishka missy mister mistress misty mittens mizzou mnbvcxz mobydick
modelsne modena mohawk mojo molly mollydog moloko molson momoney monaco monalisa monarch monday mondeo money moneyman moneys
mongoose monic monitor monke monkey monkeybo monkeys monopoly monster montag montana montgom montreal monty moocow mookie moonbeam
moondog moonligh moonlight moonshin moonstar moose mopar mordor morgan moritz morpheus morrowind mortgage mortimer moscow moskva
mostwanted mother motherlode motorola mountain mouse mozart mudvayne muffin mulder mullet multiplelo munch munchkin muppet murzik
musashi muscle muscles mushroom music musica musicman mustafa mustang mustangs mustard mybaby mydick mygirl mykids mylife mylove
myname mypass mypassword mystic myxworld naked namaste nancy nang nanook napass napoli napster naruto nascar nastia nasty nastya
natali natalie nataly natasha nathan naughty nautilus navigator nazgul nbvjatq ncca nccd ncce nebraska needit nemesis neng neptune
netscape nevada nevermind nevermore nevets newbie newcastl newlife newpass newport newyork nextel nfnmzyf nfytxrf niang niao
niceass niceguy nickel nicola nicole nigga nigger nightwish nihao nike nikita nikitos nikki nikola nikolai nikolay nimbus nimrod
nineinch niners ning ninja ninjas nintendo nipper nipple nipples nirvana nissan nitram nitro nittany nofear nokia nokian nolimit
nomad nomore noname nong noodle noodles nookie nopass norwich nostromo notebook notused novell noway ntktajy nuan nude nudes
nudist nugget nuggets number numlock nutmeg nuttertools nwolife nygiants nyjets nylons nymets oakland oasis oatmeal obelix oberon
obiwan oblivion obsidian oceans odyssey office ohshit ohyeah oicu oilers oksana oldman oleg olesya oliver olivier olympus omega
onelove oneoneone onetime onetwo onion online onlyme opendoor opennow openup operator optimist optimus oracle orange oranges
orchid oreo orgasm orient orioles orion oscar osiris othello outback outkast outlaw overkill overlord oxford ozzy pacers packard
packer packers pacman paco paddle padres paintbal paintball pakistan paladin pallmall palmtree paloma panama panasoni panasonic
pancake pancho panda pandora pang pantera panther panthers panties pantyhos panzer paolo papillon papito paradigm paradise paradox
paramedi paris park parol parola parrot pasadena pascal pass passat passion passions passme passport passwd passwor password
passwords passwort passwrd pasword patate patches pathfind patric patrici patrick patriot patriots paulie pavel pavilion pavlov
paword pawrd pdtplf peace peach peaches peachy peanut peanuts pearljam pebble pebbles pecker peekaboo peeper peewee pegasus
pelican pencil peng penguin penguins penis penny penthous pentium pepito pepper pepsi perfect persik persona pervert peter
peterpan petrov petrova petunia peugeot phantom pharmacy pheonix philippe philips phillies philly phish phoeni phoenix photos
phpbb pian pianoman piao picard picasso piccolo pickle pickles pickup pics picturs pigeon piggy piglet pigpen pikachu pillow pimp
pimpdadd pimpin pinball pineappl pineapple ping pingpong pinhead pink pinkfloy pinkfloyd pinky pioneer pipeline pippen pippo
piramida pirate pirates pisces pissing pissoff pistol pistons pitbull pixies pizdec pizza pizzas placebo planet plasma plastic
plastics platinum platon platypus playa playboy player playstat playstation playtime plumber pluto plymouth pobeda poison poiu
poiuyt poiuytrewq pokemon poker polaris police polina polniypizdec polo polska pompey poncho pontiac pony poochie poodle pooh
poohbear pookie pool poontang pooper poopie poopy pooter popcorn popeye popova popper poppy porkchop porn pornking porno pornos
pornstar porsche portland portugal poseidon possum postal postman potato pothead powder power preacher precious predator prelude
premium presario presiden presto primus prince princes princess pringles printer prissy private privet prodigy prophet proton
prowler proxy prozac psswrd psycho puddin pudding puffin puffy pufunga pulsar pumper pumpkin pumpkins punisher punker punkin
punkrock puppies puppy pupsik purdue purpl purple puss pussey pussie pussies pussy pussycat pussyman pussys putter pyramid python
qaws qawsed qawsedrf qazqaz qazws qazwsx qazwsxed qazwsxedc qazwsxedcrfv qazxcv qazxsw qazxswedc qazzaq qiang qiao qing qiong qqqq
quan quantum quartz quasar quattro queens quest qwas qwaszx qweasd qweasdzxc qwedsa qweqwe qwer qwerasdf qwert qwerty qwertyu
qwertyui qwertyuio qwertyuiop qwertz rabbit rabota racecar racer racerx rachel racing radiohea radiohead ragnarok raider raiders
rainbow rainman raistlin rambler rambo rammstein ramones rampage ramrod ramses rancid random randy rang ranger rangers raptor
rascal rasdzv rasmus rasputin rasta rastaman ratman raven ravens razor razz rbhbkk rctybz rdcpo reader realmadrid reaper rebecca
rebel rebels reckless redalert redbaron redbird redbone redbull redcar reddevil reddog reddwarf redeye redfish redfox redhat
redhead redhot redline redman redneck redrose redrum reds redskin redskins redsox redwing redwings redwood reebok reefer reflex
reggae reload remingto renault renegade reng reptile rereirf rescue retard revolver rfhbyf rfhnjirf rfnthbyf rfntymrf rfrfirf
rfrnec rfvfcenhf rhbcnbyf rhfcjnrf rhino rhjrjlbk rhtdtlrj ricard riccardo richar richard rightnow ringo ripken ripper ripple
rjhjktdf rjirfrgbde rjntyjr rjycnfynby roadkill roadking roadrunn roadrunner roadster rober robert robin robocop robot robotech
robotics rocker rocket rockets rockford rockhard rockie rockies rockin rocknrol rockon rocks rockstar rocky rodeo rodman roger
rogue roller rolltide romans romashka rommel ronaldo rong roofer rookie rooster root rootbeer rosebud roswell rotten route rover
rovers royals rtyuehe ruan rubber rubble rulez rulezzz runaway runescape runner rush ruslan russia rustam rusty sabbath sabine
sabres sabrina sadie safari sahara saigon sailboat sailing sailor saints sairam saiyan sakura salamander salasana saleen sally
salmon salomon salope salsero samantha samiam samm sammy samoht samson samsun samsung samtron samurai sancho sandiego sandman
sandr sandra sandrine sandro sandy sanfran sanity santafe santino sapper sapphire sarah saratoga sascha sasha sassy sasuke satan
satana saturn saun sauron sausage sausages savior sayang scania scanner scarface scarlet schalke scheisse scooby scoobydo
scoobydoo scooter scorpio scorpion scotch scotland scott scotty scout scrabble scrapper scrappy scream screamer scruffy scuba
scully seabee seadoo seagull seahawks seamus searay seattle sebastia secret security seeker seinfeld sekret select seminole
semperfi senators seneca seng sensei sentinel septembe serega serenity sergei sergey sergi serpent sersolution server sesame seven
sevens severin sexgod sexme sexo sexsex sexual sexx sexxx sexxxx sexxxy sexxy sexy sexyboy sexygirl sexylady sexyman sfers shado
shadow shag shaggy shai shalom shaman shamrock shamus shaney shang shanghai shania shannon shao shaolin shark sharks sharky shasta
shaved shazam sheba sheeba sheepdog shei shelby shemale sheng shenzhen sherlock shibby shiloh shiner shinobi shitface shithead
shitty shocker shogun shooter shorty shotgun shou showme showtime shuai shuang shui shun shuo shutup shyguy sidekick siemens
sierra sigma sigmachi silver silverad simba simon simple simpsons sinatra sinbad sinister sinned sinner sirius sissy sithlord
sixers sixpack skate skateboard skater skeeter skibum skidoo skiing skillet skinny skipper skippy skittles skorpion skydive
skyhawk skylar skyler skyline skywalke skywalker slacker slamdunk slammer slapper slappy slapshot slave slavik slayer sleeper
sleepy slick slider slim slimshad slimshady slinky slipknot slippery slowhand slugger sluggo slut sluts slutty smackdow smashing
smeghead smegma smelly smiles smiley smirnoff smith smiths smitty smoke smoker smokes smokey smokie smokin smooth smoothie smudge
smut snake snakes snapon snapper snapple snappy snatch sneakers sneaky snickers sniper snooker snoop snoopdog snoopy snowball
snowbird snowboar snowboard snowflak snowman snuffy snuggles sobaka soccer socrates softail softball software sojdlgaljg solaris
soldier soleil solitude solnce sommer sonata sonic sonics sonoma sony sonyericsson sonyfuck sooners sophi sophie soprano sosoaljg
soulmate sound southpar southpark southpaw sowhat spaceman spam spank spanker spanking spankme spanks spanky spanner sparkle
sparky sparta spartak spartan spartans spawn speaker specialk spectre spectrum speedo speedy spencer sphinx spice spider spiderma
spiderman spidey spike spiker spikes spikey spinner spiral spirit spitfire splash splinter spock sponge spongebo spongebob spooky
spoons sporty spotty spring sprint sprinter sprite spud spunky spurs sputnik spyder squall squash squeak squirrel squirt srinivas
stalin stalker stallion stanislav stanley star starbuck starcraf starcraft stardust starfire starfish stargate starligh starman
starship start starter startrek starwars stasik static stealth steaua steeler steelers stefano steffi stepan steph stephani
stephen stereo sterlin sterva steve steven sticks sticky stiffy stigmata stimpy sting stinger stingray stinker stinky stocking
stocks stone stonecol stonecold stoned stones stoney storm stormy stranger strap stratfor stratus strawber strawberry strider
strike striker stripper stroker stryker stubby stud studly studman stumpy stunner stupid stylus suan subaru sublime submit subway
subzero success suck suckdick sucker suckers suckit suckme suckmydick sucks sugar sultan summer summit sundance sunday sundevil
sunfire sunflowe sunflower sunny sunnyday sunrise sunset sunshin sunshine super superb superfly superma superman supernov supersta
superstar surf surfer surfing survivor susan sushi suslik suzuki sveta svetik svetlana svoboda swallow sweet sweetnes sweetness
sweetpea sweets sweety swimmer swimming swinger swingers swinging sword swordfis swordfish swords sydney sylveste syncmaster
synergy syracuse syzygy tabasco taco tacobell tacoma taekwondo talisman talon tanechka tango tanker taobao tardis target tarheel
tarheels tarzan tasha tasty tatarin tattoo tatyana taurus taxman taylor tazman tazmania tbone tdutybq tdutybz teacher technics
techno teddy teddybea teddybear teen teens tekken telefon telephon temp tempest templar temppass tencent tenchi teng tennis
tequila terefon terminat terminator terrapin terror test tester testing testpass texas thailand thanatos thankyou theboss thecat
thecrow thecure thedog thedoors thedude theend theforce thegame thegreat thekid theking theman theone therock thesims thewho
thirteen thisisit thoma thomas thong thongs thor threesom thuglife thumbs thumper thunder thunderb tian tiantian tiao tiberius
tiburon tickle tiffany tiger tigers tigge tigger tights timber timeout timosha ting tinker tinkerbe tinkerbell tinman tintin
tipper titan titanic titanium titans titleist tits titten titties titty tkbpfdtnf toaster toejam toffee tokiohotel tolkien
tomahawk tomato tomcat tommy tommyboy toocool toolbox toolman toon toonarmy tootie tootsie topcat topdog topgun tophat topher
topper toriamos torino tornado toronto toshiba tosser tottenha tottenham toyota tracer tracker tractor trader trainer trance
tranny transam translator trapper travel traveler treasure trebor trfnthbyf triangle tricky trident trigger trinitro trinity
tripleh tripod tripper triton triumph trixie trojan trojans troll trombone trooper trouble truck trucker trucking trucks truelove
trumpet trunks trustno tsunami tuesday tulips tunafish tundra tuning tupac turbo turkey turnip turtle tweety twiggy twilight
twinkie twinkle twisted twister tyler typhoon tyson ufkbyf ugdhipj ultima ultimate ultra umbrella umpire undead underdog undertak
undertaker unicorn universa unreal upyours uranus usarmy user username users usmc usnavy usuckballz utopia vacation vader vadim
vagabond vagina valentin valentina valera valhalla valkyrie vampir vampire vancouve vanessa vanguard vanhalen vanilla varvara
vasilisa vauxhall vbkfirf vector vectra vedder vegeta vehpbr velvet vendetta venera verbatim veritas verizon vermont veronika
versace vertigo vette vfczyz vfhbyf vfhecz vfhufhbnf vfibyf vfitymrf vfksirf vfrcbv vfrcbvrf vfvekz vfvfgfgf vfvjxrf viagra
victory viewsoni viewsonic viking vikings viktor viktoria viktoriya vincent vintage violetta violin viper vipers virgin visa
vision vitalik vitamin vjcrdf vjkjrj vjqgfhjkm vkontakte vlad vladik vladimir vladislav volcom volkov volkswag volley volvo voodoo
vortex voyager voyeur vqsablpzla vsegda vsjasnel vulcan waffle walleye walmart walnut walrus wanderer wangyi wanker wanking wapbbs
warcraft wareagle warez warhammer warlock warlord warrior warriors warthog wasabi washingt wasser wassup watcher water waterboy
waterloo watford weasel webhompas webmaste webmaster weed weezer weixin welcom welcome welder wendy weng werder werewolf westham
westside westwood wetpussy wgewjf whatever whatsup wheels whiskers whiskey whisky whisper whistler white whiteboy whiteout
whitesox whitey whocares whore whynot wibble wicked wifey wildbill wildcard wildcat wildcats wildfire wildman wildwood william
willow windmill windows windsor windsurf wingman wingnut winner winston winter wisdom wiseguy wishbone wizard wizards woaini
woaiwojia wodemima wolf wolfen wolfgang wolfie wolfman wolfpac wolfpack wolverin wolverine wolves wombat woodie woodland woodstoc
woody woofer woofwoof woohoo wookie wordpass wormix wpass wraith wrangler wrench wrestle wrestlin wrinkle wutang wxcvbn xanadu
xavier xbox xerxes xfiles xiang xiaomi xing xpxr xtreme xxxpass xzkgw yamaha yamahar yankee yankees yanyu ybrbnf ybrjkfq yeahbaby
yellow yessir yfcntymrf yfnfif yfnfkb yfnfkmz yjdsqgfhjkm yoda yogibear yomama yosemite yourmom yousuck yoyoma ytrewq yugioh yummy
yzerman zachary zalupa zang zanzibar zaphod zappa zaqwsx zaqwsxcde zaqxsw zaqxswcde zaraza zarina zasada zebra zeng zenith zephyr
zeppelin zerocool zeus zhai zhao zhei zheng zhjckfd zhong zhongguo zhou zhuai zhuang zhui zhun zhuo zidane ziggy zigzag zildjian
zipper zippo zippy zodiac zoloto zombie zong zorro zuan zvezda zxasqw zxcasd zxcasdqwe zxcv zxcvbn zxcvbnm
`
    .trim()
    .split(/\s+/),
)
