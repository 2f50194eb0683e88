import { hash, verify } from '@node-rs/argon2'
import { roles, type Role } from '../../shared/accounts.ts'
import type { Config } from '../config.ts'
import { commonWords } from './common-words.ts'

// OWASP: argon2id with 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Hashing at once at most: a flood of sign-ins must not take the memory or the threads from the others. */
const slots = 2
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= slots) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password.normalize('NFC'), cost))

let dummy: Promise<string> | undefined

/** Whether it is the password. Without a hash it takes as long and is never right, so that time tells nothing. */
export async function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword('a password that nobody has')
  const against = stored?.startsWith('$argon2') ? stored : await dummy
  const isRight = await inTurn(() => verify(against, password.normalize('NFC')))
  return against === stored && isRight
}

/** What passwords must be, by configuration. */
export type PasswordPolicy = Pick<Config, 'passwordProfileRoles'>

/** Whose password it is to be. */
interface Owner {
  readonly role: Role
  readonly account: string
  readonly displayName?: string
  readonly firmName?: string | null
}

/** Whether the role's passwords are mixed, age and may not come back (等保). */
export const hasPasswordProfile = ({ passwordProfileRoles }: PasswordPolicy, role: Role): boolean => passwordProfileRoles.includes(role)

/** Why the password will not do for this account, in words; null when it does. */
export function passwordFault(policy: PasswordPolicy, password: string, owner: Owner): string | null {
  const isProfiled = hasPasswordProfile(policy, owner.role)
  const least = isProfiled ? 12 : 10
  if ([...password].length < least) return `密码至少 ${least} 个字`
  const lower = password.toLowerCase().normalize('NFKC')
  if (new Set(lower).size < 5) return '密码重复太多，容易猜到'
  if (/^[\p{Nd}\p{P}\s]+$/u.test(lower)) return '密码不能全是数字'
  const context = contextFault(lower, owner)
  if (context) return context
  if (isCommon(lower)) return '这个密码太常见，容易猜到'
  if (isProfiled && classesOf(password) < 3) return '密码应包含大写字母、小写字母、数字、汉字、其他字符中的三种'
  return null
}

/** Of whom or of what the password speaks: account, person, firm, product. */
function contextFault(lower: string, { account, displayName = '', firmName }: Owner): string | null {
  const plain = lower.replace(/[^\p{L}\p{Nd}]/gu, '')
  const holds = (word: string, least: number) => [...word].length >= least && (plain.includes(word) || unleet(lower).includes(word))
  const clean = (word: string) =>
    word
      .toLowerCase()
      .normalize('NFKC')
      .replace(/[^\p{L}\p{Nd}]/gu, '')
  if (holds(clean(account), 3)) return '密码不能包含账号名'
  if (holds(clean(displayName), 2)) return '密码不能包含自己的姓名'
  if (firmName && (holds(clean(firmName), 2) || holds(shortNameOf(firmName), 2))) return '密码不能包含企业名称'
  const product = ['创新阶梯', 'innovationladder', 'chuangxinjieti', ...Object.values(roles).map(({ zh }) => zh)]
  if (product.some((word) => holds(word, 3))) return '密码不能包含本系统或角色的名称'
  return null
}

/** What people call a firm: 福建省福清市示例光电科技有限公司 → 示例光电. */
const shortNameOf = (name: string): string =>
  name
    .replace(/^(福建省?)?(福州市?)?(福清市?)?/, '')
    .replace(/[（(].*?[）)]/g, '')
    .replace(/(科技|技术|实业|工业|集团|股份|有限|责任|公司|厂)+$/, '')

const leet: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

const unleet = (lower: string): string => lower.replace(/[013457@$!]/g, (sign) => leet[sign] ?? sign).replace(/[^\p{L}]/gu, '')

/** Ways along the keyboard and the alphabet, both directions. */
const ways = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
]
const allWays = ways.flatMap((way) => [way, [...way].reverse().join('')])

/** Whether little is left once words that everybody uses, ways along the keyboard and years are taken out. */
function isCommon(lower: string): boolean {
  const letters = lower.replace(/[^\p{L}]/gu, '')
  for (const text of [letters, unleet(lower), lower.replaceAll('1', 'l').replace(/[^\p{L}]/gu, '')]) {
    if (text !== '' && (commonWords.has(text) || isRepeated(text))) return true
  }
  const rest = withoutWays(lower).replace(/(19|20)\d\d/g, '')
  const said = rest.replace(/[^\p{L}]/gu, '')
  return [...rest].length < 4 || (commonWords.has(said) && [...rest].length - said.length < 4)
}

/** One word again and again: passwordpassword. */
function isRepeated(text: string): boolean {
  const unit = /^(.{2,}?)\1+$/u.exec(text)?.[1]
  return unit !== undefined && (unit.length < 5 || commonWords.has(unit))
}

function withoutWays(text: string): string {
  let rest = ''
  for (let at = 0; at < text.length;) {
    let length = 0
    for (let end = at + 4; end <= text.length && allWays.some((way) => way.includes(text.slice(at, end))); end++) length = end - at
    if (length === 0) rest += text[at] ?? ''
    at += Math.max(length, 1)
  }
  return rest
}

/** Kinds of characters; letters of scripts without capitals are a kind of their own. */
const classesOf = (password: string): number =>
  [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[\p{Lo}\p{Lt}\p{Lm}]/u, /[^\p{L}\p{Nd}]/u].filter((kind) => kind.test(password)).length
