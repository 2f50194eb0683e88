import { afterAll } from 'vitest'
import { closeOpened } from './support.ts'

// The files of a worker share their modules, so this is declared anew for each of them.
afterAll(closeOpened)
