/** Fewer firms than this are not shown: a count of them may tell who they are. */
export const leastShown = 5

const isSmall = (value: number): boolean => value > 0 && value < leastShown

/**
 * Which cells of a column are kept back where its sum is shown: every small count and, so that no subtraction gives one
 * away, the smallest of the others besides. Where all others are zero the whole column is kept back: two counts of four
 * would else be known from their sum of eight.
 */
export function keptBack(column: readonly number[]): boolean[] {
  if (!column.some(isSmall)) return column.map(() => false)
  const large = column.filter((value) => value >= leastShown)
  if (large.length === 0) return column.map(() => true)
  const cover = column.indexOf(Math.min(...large))
  return column.map((value, index) => isSmall(value) || index === cover)
}
