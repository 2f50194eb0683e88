import { usccCheckCharacter } from '../shared/uscc.ts'

const bodyWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** The check character of an organisation code (GB 11714), which is the 17th character of a credit code. */
function organisationCheck(body: string): string {
  let sum = 0
  for (let i = 0; i < 8; i++) sum += Number.parseInt(body.charAt(i), 36) * bodyWeights[i]!
  const check = 11 - (sum % 11)
  if (check === 10) return 'X'
  return check === 11 ? '0' : String(check)
}

/**
 * An invented credit code of 福清 (350181) with both check characters right. Register numbers are eight characters;
 * real ones begin with a digit or `MA`…`MB` and a digit, so the prefixes used here meet no real firm's.
 */
export function inventedUscc(prefix: 'MADEM' | 'XN', serial: number): string {
  const body = prefix + String(serial).padStart(8 - prefix.length, '0')
  if (body.length !== 8) throw new RangeError(`no invented code for serial ${serial}`)
  const first17 = `91350181${body}${organisationCheck(body)}`
  return first17 + usccCheckCharacter(first17)!
}
