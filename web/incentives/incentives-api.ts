import {
  type DeliveryPatch,
  FirmIncentive,
  FirmIncentives,
  Incentive,
  IncentiveFirms,
  type IncentivePut,
  IncentiveRow,
  Incentives,
  Noticed,
} from '../../shared/api/incentives.ts'
import { Job } from '../../shared/api/jobs.ts'
import { get, patch, post, put, queryOf } from '../api.ts'

export const listIncentives = (signal: AbortSignal) => get('/incentives', Incentives, { signal })

export const getIncentive = (id: string, signal: AbortSignal) => get(`/incentives/${id}`, IncentiveRow, { signal })

export const changeIncentive = (id: string, change: IncentivePut, version: number) =>
  put(`/incentives/${id}`, change, Incentive, { version })

export const incentiveFirms = (id: string, outcome: string, untold: boolean, cursor: string | null, signal: AbortSignal) =>
  get(`/incentives/${id}/firms${queryOf({ outcome, untold, cursor })}`, IncentiveFirms, { signal })

export const tellFirms = (id: string) => post(`/incentives/${id}/notices`, undefined, Noticed)

export const matchAnew = () => post('/incentives/matching', undefined, Job)

export const firmIncentives = (firmId: string, signal: AbortSignal) => get(`/firms/${firmId}/incentives`, FirmIncentives, { signal })

export const keepDelivery = (firmId: string, { incentive, version }: FirmIncentive, change: DeliveryPatch) =>
  patch(`/firms/${firmId}/incentives/${incentive.id}`, change, FirmIncentive, { version })
