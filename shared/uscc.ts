/** 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check character. Letters I, O, S, V, Z do not occur. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The check character for the first 17 characters, or null where one of them cannot occur in a code. */
export function usccCheckCharacter(first17: string): string | null {
  let sum = 0
  for (let i = 0; i < 17; i++) {
    const value = alphabet.indexOf(first17.charAt(i))
    if (value < 0 || first17.charAt(i) === '') return null
    sum += value * weights[i]!
  }
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/** Upper case, without spaces and separators, full-width characters made half-width. Says nothing about validity. */
export function normaliseUscc(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/[\s\-–—·.']/g, '')
    .toUpperCase()
}

export type UsccFault = 'length' | 'character' | 'check'

/** What is wrong with a normalised code, or null when nothing is. */
export function usccFault(code: string): UsccFault | null {
  if (code.length !== 18) return 'length'
  const expected = usccCheckCharacter(code.slice(0, 17))
  if (expected === null || !alphabet.includes(code.charAt(17))) return 'character'
  return expected === code.charAt(17) ? null : 'check'
}
