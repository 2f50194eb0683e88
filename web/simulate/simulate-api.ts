import { SimulationAnswer, SimulationProgress, type SimulationRequest } from '../../shared/api/simulations.ts'
import { get, post } from '../api.ts'

export const runSimulation = (request: SimulationRequest, signal: AbortSignal) =>
  post('/simulations', request, SimulationAnswer, { signal })

/** How far the register is being read; null where the server does not say. */
export const readProgress = (signal: AbortSignal) => get('/simulations/progress', SimulationProgress, { signal })
