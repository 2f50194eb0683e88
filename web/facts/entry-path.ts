/** Where a fact is given on a firm's pages: figures at their own field, the rest on their tab. */
export function entryPath(firmId: string, fact: string): string {
  const [top, year, figure] = fact.split('.')
  if (top === 'years') return `/firms/${firmId}/figures/${year}#${figure}`
  if (top === 'ip' || top === 'conversions') return `/firms/${firmId}/ip`
  if (top === 'titles' || top === 'awards') return `/firms/${firmId}/certificates`
  if (top === 'profile') return `/firms/${firmId}#edit`
  return `/firms/${firmId}/more`
}
