import {
  type PartPut,
  ReportDocument,
  ReportPart,
  type ReportRound,
  ReportRounds,
  type Task,
  type TaskCreate,
  TaskDetail,
  type TaskPatch,
  Tasks,
  Units,
} from '../../shared/api/tasks.ts'
import { get, patch, post, put } from '../api.ts'

export const listTasks = (signal: AbortSignal) => get('/tasks', Tasks, { signal })
export const listUnits = (signal: AbortSignal) => get('/units', Units, { signal })
export const listRounds = (signal: AbortSignal) => get('/task-reports', ReportRounds, { signal })
export const getTask = (id: string, signal: AbortSignal) => get(`/tasks/${id}`, TaskDetail, { signal })
export const createTask = (task: Partial<TaskCreate>) => post('/tasks', task, TaskDetail)
export const changeTask = ({ id, version }: Task, changes: TaskPatch) => patch(`/tasks/${id}`, changes, TaskDetail, { version })
export const addNote = (id: string, text: string) => post(`/tasks/${id}/notes`, { text }, TaskDetail)
export const openRound = (year: number) => post('/task-reports', { year }, ReportDocument)
export const getReport = (year: string, signal: AbortSignal) => get(`/task-reports/${year}`, ReportDocument, { signal })
export const writePart = (year: number, { unitId, version }: ReportPart, part: PartPut) =>
  put(`/task-reports/${year}/parts/${encodeURIComponent(unitId)}`, part, ReportPart, { version })
export const freezeReport = ({ year, version }: ReportRound) => put(`/task-reports/${year}/freeze`, {}, ReportDocument, { version })
