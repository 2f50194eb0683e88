import { randomInt } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Role, roles } from '../shared/accounts.ts'

/** An account of the sample data, as it is printed at the start. */
export interface DemoAccount {
  readonly account: string
  readonly displayName: string
  readonly role: Role
  readonly parkId: string | null
  /** Of the firm, for `company`. */
  readonly uscc: string | null
  /** null where the file that keeps it is gone: it can be set anew by `DEMO_PASSWORD`. */
  readonly password: string | null
}

type Person = Omit<DemoAccount, 'password'>

const person = (account: string, displayName: string, role: Role, scope: Partial<Pick<Person, 'parkId' | 'uscc'>> = {}): Person => ({
  account,
  displayName,
  role,
  parkId: null,
  uscc: null,
  ...scope,
})

/** The accounts of the sample data. The two firms are those with these credit codes. */
export const demoPeople = (firstFirm: string, secondFirm: string): readonly Person[] => [
  person('bureau', '林示例', 'bureau'),
  person('park-rongqiao', '陈示例', 'park', { parkId: 'rongqiao' }),
  person('park-jiangyin', '郑示例', 'park', { parkId: 'jiangyin' }),
  person('park-yuanhong', '王示例', 'park', { parkId: 'yuanhong' }),
  person('park-blue', '黄示例', 'park', { parkId: 'lanyuan' }),
  person('firm-1', '张示例', 'company', { uscc: firstFirm }),
  person('firm-2', '李示例', 'company', { uscc: secondFirm }),
  person('admin', '吴示例', 'admin'),
]

const consonants = [...'bdfghjkmnprstvwz']
const vowels = [...'aeiou']
const oneOf = (letters: readonly string[]): string => letters[randomInt(letters.length)]!
const syllable = (): string => oneOf(consonants) + oneOf(vowels)

/** Easy to read out and to type: eight syllables and four digits, 63 bits, e.g. `Bado-kuti-7421-nemi-rofa`. */
export function readablePassword(): string {
  const word = () => syllable() + syllable()
  const first = word()
  const digits = String(randomInt(10_000)).padStart(4, '0')
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}-${word()}-${digits}-${word()}-${word()}`
}

const fileIn = (dataDir: string): string => join(dataDir, 'demo-accounts.txt')

/** Keeps the passwords where only the owner of the data directory reads them. One account a line, its members between tabs. */
export function keepPasswords(dataDir: string, accounts: readonly DemoAccount[]): void {
  mkdirSync(dataDir, { recursive: true })
  const lines = accounts.map(({ account, password, role, displayName }) => [account, password, roles[role].zh, displayName].join('\t'))
  writeFileSync(fileIn(dataDir), `# 演示账号，企业与认定均为虚构 · accounts of the fictitious sample data\n${lines.join('\n')}\n`, {
    mode: 0o600,
  })
  // The mode above holds for a new file only.
  chmodSync(fileIn(dataDir), 0o600)
}

/** The passwords by account that an earlier start has kept; none where the file is gone. */
export function keptPasswords(dataDir: string): ReadonlyMap<string, string> {
  if (!existsSync(fileIn(dataDir))) return new Map()
  const lines = readFileSync(fileIn(dataDir), 'utf8').split('\n')
  return new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t'))
      .map(([account, password]) => [account ?? '', password ?? '']),
  )
}
