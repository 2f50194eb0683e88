import { ipKinds } from '../../shared/dictionary/codes.ts'
import type { IpRight } from '../../shared/dictionary/lists.ts'

export type RightKind = keyof typeof ipKinds

/** What a visitor counts of one kind. */
export interface RightCount {
  readonly own: number
  readonly other: number
  /** Of both, how many belong to the main product. */
  readonly linked: number
}

export type RightCounts = { readonly [K in RightKind]?: RightCount }

export const kinds = Object.keys(ipKinds) as readonly RightKind[]

/** Kinds that most firms have; the others open on demand. */
export const usualKinds: readonly RightKind[] = ['invention-patent', 'utility-model', 'design-patent', 'software-copyright']

/** The counts as items of facts; own ones are linked to the main product first. */
export const rightsOf = (counts: RightCounts): IpRight[] =>
  kinds.flatMap((kind) => {
    const { own, other, linked } = counts[kind] ?? { own: 0, other: 0, linked: 0 }
    return Array.from({ length: own + other }, (_, i): IpRight => ({
      kind,
      acquisition: i < own ? 'self' : 'transfer',
      linkedToMainProduct: i < linked,
      valid: true,
    }))
  })

/** Items of facts as counts. */
export function countsOf(rights: readonly IpRight[] | null | undefined): RightCounts {
  const counts: Partial<Record<RightKind, RightCount>> = {}
  for (const { kind: name, acquisition, linkedToMainProduct } of rights ?? []) {
    const kind = name as RightKind
    const { own, other, linked } = counts[kind] ?? { own: 0, other: 0, linked: 0 }
    const isOwn = acquisition == null || acquisition === 'self'
    counts[kind] = { own: own + (isOwn ? 1 : 0), other: other + (isOwn ? 0 : 1), linked: linked + (linkedToMainProduct === true ? 1 : 0) }
  }
  return counts
}
