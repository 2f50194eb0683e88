import {
  CountedFirms,
  Doubling,
  IndicatorDetail,
  type IndicatorPatch,
  PlanPeriods,
  type TargetsPut,
  type ValuePut,
} from '../../shared/api/plan.ts'
import { get, patch, put, queryOf } from '../api.ts'

const at = (period: string, key: string) => `/plan/periods/${encodeURIComponent(period)}/indicators/${encodeURIComponent(key)}`

export const listPeriods = (signal: AbortSignal) => get('/plan/periods', PlanPeriods, { signal })

export const getIndicator = (period: string, key: string, signal: AbortSignal) => get(at(period, key), IndicatorDetail, { signal })

export const changeIndicator = (period: string, key: string, change: IndicatorPatch, version: number) =>
  patch(at(period, key), change, IndicatorDetail, { version })

export const enterValue = (period: string, key: string, year: number, value: ValuePut, version: number) =>
  put(`${at(period, key)}/values/${year}`, value, IndicatorDetail, { version })

export const countedFirms = (period: string, key: string, on: string | null, cursor: string | null, signal: AbortSignal) =>
  get(`${at(period, key)}/firms${queryOf({ on, cursor })}`, CountedFirms, { signal })

export const getDoubling = (period: string, key: string, signal: AbortSignal) => get(`${at(period, key)}/doubling`, Doubling, { signal })

export const setTargets = (period: string, key: string, year: number, targets: TargetsPut, version: number) =>
  put(`${at(period, key)}/targets/${year}`, targets, Doubling, { version })
