import { OwnSessions, RecoveryCodes, SecondFactor, SecondFactorKey } from '../../shared/api/accounts.ts'
import { del, get, post, send } from '../api.ts'

const factor = '/session/second-factor'

export const readSecondFactor = (signal: AbortSignal) => get(factor, SecondFactor, { signal })
export const beginSecondFactor = (current: string) => post(factor, { current }, SecondFactorKey)
export const confirmSecondFactor = (code: string) => post(`${factor}/confirmation`, { code }, RecoveryCodes)
export const renewRecoveryCodes = (current: string, code: string) => post(`${factor}/recovery-codes`, { current, code }, RecoveryCodes)
export const endSecondFactor = (current: string, code: string) => send('POST', `${factor}/removal`, { current, code }, {})

export const listSessions = (signal: AbortSignal) => get('/sessions', OwnSessions, { signal })
export const endSession = (id: string) => del(`/sessions/${id}`)
export const endOtherSessions = () => del('/sessions')
