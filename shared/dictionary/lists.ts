import { choice, day, flag, type Indicator, type Members, money, percent, rank, text } from './indicator.ts'
import { titles } from './certifications.ts'
import { acquisitions, awardLevels, creditLists, incidentKinds, institutionLevels, ipKinds, standardLevels } from './codes.ts'

/** One list of FirmFacts: its label, the members of an item, and which of them an item cannot go without. */
interface ListDeclaration {
  readonly label: { readonly zh: string; readonly en: string }
  readonly members: Readonly<Record<string, Indicator>>
  readonly required: readonly string[]
}

const list = <const D extends ListDeclaration>(declaration: D): D => declaration

/** The lists of FirmFacts. An empty list says "none"; an absent one is unknown. */
export const lists = {
  ip: list({
    label: { zh: '知识产权', en: 'Intellectual property' },
    required: ['kind'],
    members: {
      kind: choice('类别', 'Kind', ipKinds),
      grantedOn: day('授权日期', 'Granted on'),
      acquisition: choice('获得方式', 'How obtained', acquisitions),
      acquiredOn: day('取得日期', 'Acquired on'),
      holderRank: rank('权利人排序', 'Rank among the holders'),
      linkedToMainProduct: flag('与主要产品（服务）相关', 'Linked to the main product'),
      inUse: flag('已实施应用', 'In use'),
      industrialisable: flag('能够产业化', 'Industrialisable'),
      highValue: flag('高价值', 'High value'),
      usedForHnte: flag('曾用于高企认定', 'Used in an earlier HNTE application'),
      valid: flag('有效', 'In force'),
    },
  }),
  titles: list({
    label: { zh: '证书与称号', en: 'Certificates and titles' },
    required: ['title'],
    members: {
      title: choice('称号', 'Title', titles),
      validFrom: day('有效期起', 'Valid from'),
      validTo: day('有效期止', 'Valid to'),
      revoked: flag('已取消', 'Revoked'),
    },
  }),
  awards: list({
    label: { zh: '科技奖励', en: 'Science and technology awards' },
    required: ['level'],
    members: {
      level: choice('级别', 'Level', awardLevels),
      rank: rank('获奖单位排名', 'Rank among the winning units'),
      awardedOn: day('获奖日期', 'Awarded on'),
    },
  }),
  institutions: list({
    label: { zh: '研发机构', en: 'R&D institutions' },
    required: ['level'],
    members: {
      level: choice('级别', 'Level', institutionLevels),
      kind: text('机构类型', 'Kind', { maxLength: 60 }),
      recognisedOn: day('认定日期', 'Recognised on'),
    },
  }),
  standards: list({
    label: { zh: '标准', en: 'Standards' },
    required: ['level'],
    members: {
      level: choice('级别', 'Level', standardLevels),
      draftingRank: rank('起草单位排名', 'Rank among the drafting units'),
      publishedOn: day('发布日期', 'Published on'),
    },
  }),
  incidents: list({
    label: { zh: '事故与违法失信', en: 'Incidents' },
    required: ['kind'],
    members: {
      kind: choice('类别', 'Kind', incidentKinds),
      major: flag('重大', 'Major'),
      on: day('发生日期', 'On'),
    },
  }),
  creditListings: list({
    label: { zh: '经营异常与失信名单', en: 'Credit listings' },
    required: ['list', 'from'],
    members: {
      list: choice('名单', 'List', creditLists),
      from: day('列入日期', 'From'),
      to: day('移出日期', 'To'),
    },
  }),
  financing: list({
    label: { zh: '股权融资', en: 'Equity financing' },
    required: ['amount', 'paidOn'],
    members: {
      amount: money('融资金额', 'Amount'),
      paidOn: day('到账日期', 'Paid on'),
      qualifiedInstitution: flag('合格投资机构', 'Qualified institution'),
      equityShare: percent('出让股权比例', 'Share of equity sold'),
    },
  }),
} as const

export type ListName = keyof typeof lists

export const listNames = Object.keys(lists) as readonly ListName[]

type RequiredOf<L extends ListName> = (typeof lists)[L]['required'][number]

/** One item of a list of FirmFacts. */
export type ItemOf<L extends ListName> = Omit<Members<(typeof lists)[L]['members']>, RequiredOf<L>> & {
  [K in RequiredOf<L> & keyof Members<(typeof lists)[L]['members']>]: NonNullable<Members<(typeof lists)[L]['members']>[K]>
}

export type IpRight = ItemOf<'ip'>
export type HeldTitle = ItemOf<'titles'>
