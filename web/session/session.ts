import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Account, Role } from '../../shared/accounts.ts'
import { ApiFailure, del, get, post, whenSignedOut } from '../api.ts'
import { keepPreference, preference } from '../theme.ts'

/** Who is signed in, and the dialog that asks again when the session has ended in the middle of work. */
const accountSchema = async () => (await import('../../shared/accounts.ts')).Account

export const useSession = defineStore('session', () => {
  const account = ref<Account | null>(null)
  const isRestored = ref(false)
  const isExpired = ref(false)
  let waiting: ((again: boolean) => void)[] = []

  const role = computed<Role | null>(() => account.value?.role ?? null)

  /** Whether somebody signed in with this browser: visitors of the public pages need not be asked about. */
  const mayBeSignedIn = () => preference('signed-in') === 'yes'

  /** Asks the API, once, who holds the session cookie. */
  async function restore(): Promise<void> {
    if (isRestored.value) return
    try {
      account.value = await get('/session', accountSchema, { quiet: true })
    } catch (cause) {
      if (!(cause instanceof ApiFailure)) throw cause
      account.value = null
    }
    isRestored.value = true
  }

  async function signIn(name: string, password: string, code?: string): Promise<Account> {
    const body = { account: name, password, ...(code !== undefined && { code }) }
    const signedIn = await post('/session', body, accountSchema, { quiet: true })
    const isOther = isExpired.value && account.value !== null && account.value.account !== signedIn.account
    account.value = signedIn
    keepPreference('signed-in', 'yes')
    isRestored.value = true
    isExpired.value = false
    // Another person must not send what the first one typed.
    const ready = waiting
    waiting = []
    for (const resolve of ready) resolve(!isOther)
    return signedIn
  }

  async function signOut(): Promise<void> {
    await del('/session', { quiet: true }).catch((cause: unknown) => {
      if (!(cause instanceof ApiFailure) || cause.status !== 401) throw cause
    })
    leave()
  }

  /** Gives up the ended session: what waits for it fails. */
  function leave(): void {
    account.value = null
    keepPreference('signed-in', 'no')
    isExpired.value = false
    const given = waiting
    waiting = []
    for (const resolve of given) resolve(false)
  }

  whenSignedOut(() => {
    if (account.value === null) return Promise.resolve(false)
    isExpired.value = true
    return new Promise((resolve) => waiting.push(resolve))
  })

  return { account, role, isRestored, isExpired, mayBeSignedIn, restore, signIn, signOut, leave }
})
