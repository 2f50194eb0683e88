import { classOneIp } from '../../dictionary/codes.ts'
import { bothOf, member, oneOf } from '../builders.ts'
import type { ItemCondition, Test, Window } from '../ruleset.ts'

/** What 63号, 2号 and the champion rules ask of rights, awards, institutions and incidents. */

export const threeYears: Window = { kind: 'months', months: 36 }
/** The day of application alone. */
export const today: Window = { kind: 'days', days: 0 }

const classOne: ItemCondition = member('kind', classOneIp)
/** In force and granted. */
const granted: readonly ItemCondition[] = [member('valid', [true], true), { kind: 'not-after', member: 'grantedOn', whenAbsent: true }]
const linked: readonly ItemCondition[] = [...granted, member('linkedToMainProduct', [true])]
const selfFiled: ItemCondition = member('acquisition', ['self'])
const inUse: ItemCondition = member('inUse', [true])

/** 63号 附件4: a right transferred in less than a year ago does not count. */
const settled: ItemCondition = oneOf(selfFiled, { kind: 'older-than', member: 'acquiredOn', months: 12, strict: false })

/** 63号: class I; of high value; by own research; whichever way. */
export const classOneOf63: readonly ItemCondition[] = [classOne, ...linked, settled]
export const highValueOf63: readonly ItemCondition[] = [...classOneOf63, member('highValue', [true], false)]
export const selfFiledOf63: readonly ItemCondition[] = [...classOneOf63, selfFiled]
export const usedClassOneOf63: readonly ItemCondition[] = [...classOneOf63, inUse]
/** 63号: class II. Utility models and designs are kept in force for more than two years after their grant. */
export const classTwoOf63: readonly ItemCondition[] = [
  oneOf(
    member('kind', ['software-copyright']),
    bothOf(member('kind', ['utility-model', 'design-patent']), { kind: 'older-than', member: 'grantedOn', months: 24, strict: true }),
  ),
  ...linked,
  settled,
]

/** 2号: class I in use, filed by the firm, which is among the first three holders. */
export const classOneOf2: readonly ItemCondition[] = [
  classOne,
  ...linked,
  inUse,
  selfFiled,
  { kind: 'at-most', member: 'holderRank', limit: 3, whenAbsent: true },
]

/** A right of any class that the firm obtained in three years. */
export const obtainedRight: readonly ItemCondition[] = [...granted, { kind: 'obtained-within', window: threeYears }]

const recently: ItemCondition = { kind: 'within', member: 'awardedOn', window: threeYears }
const upToRank = (limit: number): ItemCondition => ({ kind: 'at-most', member: 'rank', limit })

/** A science award within three years, whatever the rank. */
export const award = (...levels: string[]): Test => ({ kind: 'some', list: 'awards', where: [member('level', levels), recently] })
/** Such an award with the firm among the first so many; other ranks by level. */
export const rankedAward = (...alternatives: readonly (readonly [levels: readonly string[], rank: number])[]): Test => ({
  kind: 'some',
  list: 'awards',
  where: [oneOf(...alternatives.map(([levels, rank]) => bothOf(member('level', levels), upToRank(rank)))), recently],
})

/** Recognised by the day of application; one without a date counts. */
const recognised: ItemCondition = { kind: 'not-after', member: 'recognisedOn', whenAbsent: true }
export const institutionOf = (...levels: string[]): readonly ItemCondition[] => [member('level', levels), recognised]
export const provincialInstitution: Test = {
  kind: 'some',
  list: 'institutions',
  where: institutionOf('national', 'ministerial', 'provincial'),
}
export const anyInstitution: Test = { kind: 'some', list: 'institutions', where: [recognised] }

const incidentOn: ItemCondition = { kind: 'within', member: 'on', window: threeYears }
const noIncident = (anyway: string): Test => ({
  kind: 'none',
  list: 'incidents',
  where: [
    oneOf(bothOf(member('kind', ['safety', 'quality', 'environment', 'data-security']), member('major', [true])), member('kind', [anyway])),
    incidentOn,
  ],
})
/** 63号: no major accident or breach, and no tax evasion. */
export const noIncidentOf63: Test = noIncident('tax-evasion')
/** 2号: no major accident or breach, and no falsified data. */
export const noIncidentOf2: Test = noIncident('fraud')
export const noFraud: Test = { kind: 'none', list: 'incidents', where: [member('kind', ['fraud']), incidentOn] }

export const notListed = (list: 'abnormal' | 'serious-dishonesty'): Test => ({
  kind: 'none',
  list: 'creditListings',
  where: [member('list', [list]), { kind: 'overlaps', from: 'from', to: 'to', window: today }],
})
