import type { LocationQuery } from 'vue-router'
import type { Recipe } from '../../shared/api/lists.ts'
import { judgedCertifications } from '../../shared/rules/rulesets/index.ts'

/** What a new list begins with: who reaches it, who is near, whose certificate runs out. */
export const startRecipe = (asOf: string): Recipe => ({
  certification: 'hnte',
  asOf,
  purpose: 'apply',
  scope: { parks: [], towns: [], industries: [] },
  include: {
    reach: true,
    review: true,
    missingAtMost: null,
    shortByAtMost: 2,
    distanceAtMost: 0.15,
    scoreWithin: null,
    renewWithinDays: 90,
  },
})

type Query = Readonly<Record<string, string | undefined>>

const listed = (parts: readonly string[]): string | undefined => (parts.length > 0 ? parts.join(',') : undefined)
const numbered = (value: number | null): string | undefined => (value === null ? undefined : String(Number(value.toPrecision(12))))

/** The recipe as it stands in the address, so that a link reproduces the list; the day stands there as `on` already. */
export const queryOfRecipe = ({ certification, purpose, scope, include }: Recipe): Query => ({
  certification,
  purpose: purpose === 'renew' ? purpose : undefined,
  reach: include.reach ? '1' : undefined,
  review: include.review ? '1' : undefined,
  missing: numbered(include.missingAtMost),
  short: numbered(include.shortByAtMost),
  distance: include.distanceAtMost === null ? undefined : numbered(include.distanceAtMost * 100),
  score: numbered(include.scoreWithin),
  renew: numbered(include.renewWithinDays),
  parks: listed(scope.parks),
  towns: listed(scope.towns),
  industries: listed(scope.industries),
})

const text = (query: LocationQuery, key: string): string => (typeof query[key] === 'string' ? query[key] : '')
const parts = (query: LocationQuery, key: string): string[] =>
  text(query, key)
    .split(',')
    .filter((part) => part !== '')

function within(query: LocationQuery, key: string, least: number, most: number): number | null {
  const written = text(query, key)
  const value = Number(written)
  return written === '' || !Number.isFinite(value) || value < least || value > most ? null : value
}

const whole = (value: number | null): number | null => (value === null ? null : Math.trunc(value))

/** The recipe that an address names; an address without one begins anew. What is out of range is left out. */
export function recipeOfQuery(query: LocationQuery, asOf: string): Recipe {
  const start = startRecipe(asOf)
  const certification = judgedCertifications.find((id) => id === query.certification)
  if (certification === undefined) return start
  const distance = within(query, 'distance', 0, 1000)
  return {
    certification,
    asOf,
    purpose: query.purpose === 'renew' ? 'renew' : 'apply',
    scope: { parks: parts(query, 'parks'), towns: parts(query, 'towns'), industries: parts(query, 'industries') },
    include: {
      reach: query.reach === '1',
      review: query.review === '1',
      missingAtMost: whole(within(query, 'missing', 1, 50)),
      shortByAtMost: whole(within(query, 'short', 1, 10)),
      distanceAtMost: distance === null ? null : Number((distance / 100).toPrecision(12)),
      scoreWithin: within(query, 'score', 0, 100),
      renewWithinDays: whole(within(query, 'renew', 0, 1000)),
    },
  }
}

/** Whether the recipe takes nobody in at all. */
export const takesNobody = ({ include }: Recipe): boolean =>
  !include.reach &&
  !include.review &&
  [include.missingAtMost, include.shortByAtMost, include.scoreWithin, include.renewWithinDays].every((limit) => limit === null)

/** A wider net for a list that came out empty: more criteria may be unmet, at any distance, and missing data counts. */
export const widened = (recipe: Recipe): Recipe => ({
  ...recipe,
  include: {
    ...recipe.include,
    shortByAtMost: Math.min(10, (recipe.include.shortByAtMost ?? 0) + 1),
    distanceAtMost: null,
    missingAtMost: Math.max(recipe.include.missingAtMost ?? 0, 5),
  },
})
