/** How often a piece of work is done in a second: the median of several rounds after a warm-up. */
export function perSecond(work: () => void, { rounds = 5, millis = 600 } = {}): number {
  const round = (): number => {
    const start = performance.now()
    let times = 0
    do {
      work()
      times++
    } while (performance.now() - start < millis)
    return (times * 1000) / (performance.now() - start)
  }
  round()
  return median(Array.from({ length: rounds }, round))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export const percentile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

const figure = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 })

/** One line of a report: what, how much, and the ratio to a peer of the same run where there is one. */
export function print(what: string, value: number, unit: string, ratio?: { to: string; peer: number }): void {
  const against = ratio ? `   ${figure(value / ratio.peer)} × ${ratio.to} (${figure(ratio.peer)})` : ''
  process.stdout.write(`${what.padEnd(52)} ${figure(value).padStart(12)} ${unit}${against}\n`)
}

export const heading = (text: string): void => void process.stdout.write(`\n${text}\n`)
