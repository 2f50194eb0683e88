import names from './industries.json' with { type: 'json' }

/** One entry of GB/T 4754-2017: 门类 (level 1), 大类 (2), 中类 (3) or 小类 (4). */
interface IndustryClass {
  readonly code: string
  readonly name: string
  readonly level: 1 | 2 | 3 | 4
  readonly parent: string | null
}

/** A section is one letter; below it each digit is one level, except that a division takes two. */
function levelOf(code: string): IndustryClass['level'] {
  return (code.length === 1 ? 1 : code.length - 1) as IndustryClass['level']
}

function parentOf(code: string): string | null {
  if (code.length === 1) return null
  return code.length === 3 ? code.charAt(0) : code.slice(0, -1)
}

/**
 * GB/T 4754-2017 with amendment 1: 20 sections, 97 divisions, 473 groups and 1,381 classes, parents before children.
 * The published count of classes is 1,382 and which one this table lacks is not known: use it to name a code and to
 * offer choices, never to refuse a code.
 */
export const industries: readonly IndustryClass[] = Object.entries(names).map(([code, name]) => ({
  code,
  name,
  level: levelOf(code),
  parent: parentOf(code),
}))
