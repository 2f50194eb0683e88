import type { DataWarning, FirmYear } from '../../shared/api/firms.ts'
import type { Figure, YearFigures } from '../../shared/dictionary/figures.ts'
import { warningsOf } from '../../shared/warnings.ts'
import type { Drafts } from './autosave.ts'

/** Doubts that stop a figure at its field until the person says that it is right. */
const stops: ReadonlySet<DataWarning['code']> = new Set(['part-larger-than-whole', 'rd-above-revenue', 'staff-jump'])

const warningsWith = (years: readonly FirmYear[], year: number, drafts: Drafts): readonly DataWarning[] =>
  warningsOf({
    asOf: `${year + 1}-12-31`,
    years: Object.fromEntries(
      years.map((one) => [String(one.year), one.year === year ? ({ ...one.figures, ...drafts } as YearFigures) : one.figures]),
    ),
  }).filter(({ code }) => stops.has(code))

/** What the drafts of a year would make doubtful, by figure: doubts that are stored already stop nobody again. */
export function doubtsOfDrafts(
  years: readonly FirmYear[],
  year: number,
  drafts: Drafts,
): Readonly<Partial<Record<Figure, readonly DataWarning[]>>> {
  if (Object.keys(drafts).length === 0) return {}
  const known = new Set(warningsWith(years, year, {}).map(({ detail }) => detail))
  const fresh = warningsWith(years, year, drafts).filter(({ detail }) => !known.has(detail))
  const found: Partial<Record<Figure, DataWarning[]>> = {}
  for (const figure of Object.keys(drafts) as Figure[]) {
    const own = fresh.filter(({ facts }) => facts.includes(`years.${year}.${figure}`))
    if (own.length > 0) found[figure] = own
  }
  return found
}
