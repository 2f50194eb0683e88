import { maskedPhone } from '../firms/phones.ts'

/** Mobile numbers, and numbers of identity cards: six digits of a place, a date of birth, four more. */
const mobile = /(?<!\d)1[3-9]\d{9}(?!\d)/g
const identityNumber = /(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g

const maskedText = (text: string): string =>
  text.replace(identityNumber, (found) => `${found.slice(0, 6)}********${found.slice(-4)}`).replace(mobile, maskedPhone)

/** The same value with phones and identity numbers masked, wherever in it they stand. */
export function withoutPersonalNumbers(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return key === 'contactPhone' ? maskedPhone(value) : maskedText(value)
  if (Array.isArray(value)) return value.map((item) => withoutPersonalNumbers(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutPersonalNumbers(item, name)]))
}
