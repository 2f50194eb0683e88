import { hash, verify } from '@node-rs/argon2'
import type { Role } from '../../shared/accounts.ts'

// OWASP: argon2id with 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Hashing at once at most: a flood of sign-ins must not take the memory or the threads from the others. */
const slots = 2
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= slots) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password.normalize('NFC'), cost))

let dummy: Promise<string> | undefined

/** Whether it is the password. Without a hash it takes as long and is never right, so that time tells nothing. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword('a password that nobody has')
  const against = stored ?? (await dummy)
  const isRight = await inTurn(() => verify(against, password.normalize('NFC')))
  return stored !== undefined && isRight
}

/** Words that common passwords are made of, without digits and signs. */
const common = new Set(
  'password passwd qwerty qwertyuiop qwer asdfgh asdfghjkl zxcvbn zxcvbnm abc abcd abcdef abcdefg iloveyou woaini welcome letmein admin administrator root test guest user manager fuqing fujian bureau park company innovation ladder innovationladder keji kejiju qaz qazwsx qazwsxedc wsx aa aaa'.split(
    ' ',
  ),
)

const staff: readonly Role[] = ['park', 'town', 'bureau', 'admin']

interface Owner {
  readonly role: Role
  readonly account: string
}

/** Why the password will not do for this account, in words; null when it does. */
export function passwordFault(password: string, { role, account }: Owner): string | null {
  const least = staff.includes(role) ? 12 : 10
  const characters = [...password]
  if (characters.length < least) return `密码至少 ${least} 个字`
  const lower = password.toLowerCase().normalize('NFKC')
  if (new Set(lower).size < 5) return '密码重复太多，容易猜到'
  if (account.length >= 3 && lower.includes(account.toLowerCase())) return '密码不能包含账号名'
  if (/^\d+$/.test(lower)) return '密码不能全是数字'
  const letters = lower.replace(/[^\p{L}]/gu, '')
  const undone = lower
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll('3', 'e')
    .replace(/[^\p{L}]/gu, '')
  if (common.has(letters) || common.has(undone) || letters.includes('创新阶梯')) return '这个密码太常见，容易猜到'
  // 等保: three of four classes for those who see more than one firm.
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((of) => of.test(password)).length
  if (staff.includes(role) && classes < 3) return '密码应包含大写字母、小写字母、数字、其他字符中的三种'
  return null
}

/** Whether the role's passwords age and may not come back (等保). */
export const passwordsAge = (role: Role): boolean => staff.includes(role)
