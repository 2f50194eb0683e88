import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds that a code is shown. */
const period = 30

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 without padding (RFC 4648), as authenticator apps take a key. */
export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet.charAt(parseInt(five.padEnd(5, '0'), 2))).join('')
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
}

export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / period)

/** The six digits of a time step (RFC 6238: HMAC-SHA-1, dynamic truncation). */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The time step whose code it is, one step early or late included and none up to `after`; undefined where there is none. */
export function stepOfCode(secret: string, code: string, at: Date, after: number): number | undefined {
  const now = stepAt(at)
  return [now - 1, now, now + 1].find((step) => step > after && timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code)))
}

/** What an authenticator app reads: the key with the name of product and account. */
export const otpauthUri = (secret: string, account: string): string => {
  const issuer = encodeURIComponent('创新阶梯')
  return `otpauth://totp/${issuer}:${encodeURIComponent(account)}?secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=6&period=${period}`
}
