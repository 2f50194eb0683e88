import type { Recipe } from '../../shared/api/lists.ts'
import { daysBetween } from '../../shared/days.ts'
import { certifications } from '../../shared/dictionary/certifications.ts'
import type { Nearness } from '../reports/standing.ts'
import type { Ground } from './words.ts'

/** A certificate in force on the day of the list; `validTo` is null for one without end. */
export interface Holding {
  readonly validTo: string | null
}

/** Whether a certificate is to be renewed within the days that the recipe names. */
export const isDue = (recipe: Recipe, { validTo }: Holding): boolean =>
  recipe.include.renewWithinDays !== null && validTo !== null && daysBetween(recipe.asOf, validTo) <= recipe.include.renewWithinDays

/** Why the recipe takes a firm onto the list, null where it does not. Of several grounds the nearest to the goal. */
export function groundOf(recipe: Recipe, near: Nearness, holding: Holding | null): Ground | null {
  const { include } = recipe
  if (holding) return isDue(recipe, holding) ? 'renew' : null
  switch (near.verdict) {
    case 'qualified':
      return include.reach ? 'reach' : null
    case 'review':
      return include.review ? 'review' : null
    case 'undetermined':
      return include.missingAtMost !== null && near.missing <= include.missingAtMost ? 'missing' : null
    case 'unqualified':
      if (isShort(recipe, near)) return 'short'
      return isNearByScore(recipe, near) ? 'score' : null
    case 'unavailable':
      return null
  }
}

/** Whether the recipe may take a firm that does not hold the certification, by its verdict and the criteria it is short of alone. */
export function mayGround({ include }: Recipe, { verdict, shortBy }: Pick<Nearness, 'verdict'> & { readonly shortBy: number }): boolean {
  switch (verdict) {
    case 'qualified':
      return include.reach
    case 'review':
      return include.review
    case 'undetermined':
      return include.missingAtMost !== null
    case 'unqualified':
      return (include.shortByAtMost !== null && shortBy <= include.shortByAtMost) || (include.scoreWithin !== null && shortBy === 1)
    case 'unavailable':
      return false
  }
}

/** Few enough criteria unmet, and each near enough. One without a distance (a date, a yes or no) is not near by any number. */
function isShort({ include: { shortByAtMost, distanceAtMost } }: Recipe, { shortBy, farthest }: Nearness): boolean {
  if (shortByAtMost === null || shortBy === null || shortBy > shortByAtMost) return false
  return distanceAtMost === null || (farthest !== null && farthest <= distanceAtMost)
}

/** Unqualified by the score alone, and its best within so many points of the pass mark. */
function isNearByScore({ include: { scoreWithin } }: Recipe, { score, shortBy }: Nearness): boolean {
  return scoreWithin !== null && score !== null && shortBy === 1 && score.max <= score.pass && score.pass - score.max <= scoreWithin
}

/** What the ids of a recipe are called. */
export interface Names {
  readonly parks: ReadonlyMap<string, string>
  readonly towns: ReadonlyMap<string, string>
  readonly industries: ReadonlyMap<string, string>
}

const outside = '园外'

/** The name of a park; a firm of none stands outside the parks. */
export const parkName = ({ parks }: Names, id: string | null): string => (id === null || id === 'none' ? outside : (parks.get(id) ?? id))

/** The recipe as one sentence, as every preview and export states it. */
export function sentenceOf(recipe: Recipe, names: Names): string {
  const use = recipe.purpose === 'renew' ? '重新认定' : '首次申报'
  return `${certifications[recipe.certification].zh}，按 ${recipe.asOf} ${use}评估；范围：${scopeText(recipe, names)}；包括：${includeText(recipe)}。`
}

function scopeText({ scope }: Recipe, names: Names): string {
  const parts = [
    scope.parks.map((id) => parkName(names, id)),
    scope.towns.map((code) => names.towns.get(code) ?? code),
    scope.industries.map((code) => `${code} ${names.industries.get(code) ?? ''}`.trim()),
  ].filter((part) => part.length > 0)
  return parts.length === 0 ? '全市' : parts.map((part) => part.join('、')).join('，')
}

function includeText({ include }: Recipe): string {
  const { reach, review, missingAtMost, shortByAtMost, distanceAtMost, scoreWithin, renewWithinDays } = include
  const near = distanceAtMost === null ? '' : `（每项离门槛不超过 ${Number((distanceAtMost * 100).toPrecision(12))}%）`
  const parts = [
    ...(reach ? ['达到且尚未持有'] : []),
    ...(renewWithinDays === null ? [] : [`已持有且 ${renewWithinDays} 天内到期`]),
    ...(review ? ['需专家判断'] : []),
    ...(missingAtMost === null ? [] : [`只缺数据且不超过 ${missingAtMost} 项`]),
    ...(shortByAtMost === null ? [] : [`未达到但最多差 ${shortByAtMost} 项${near}`]),
    ...(scoreWithin === null ? [] : [`只差评分且在 ${scoreWithin} 分以内`]),
  ]
  return parts.length === 0 ? '无' : parts.join('、')
}
