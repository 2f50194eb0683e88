import { z } from 'zod'
import { Progress } from '../../shared/api/progress.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { systemActor, within } from '../db/context.ts'
import { csvOf, csvType } from '../export/csv.ts'
import type { Cell } from '../export/sheet.ts'
import { getProgress } from './service.ts'

const cacheable = 'public, max-age=300'
const keptBack = '不足 5'

export const progressRoutes: Routes = async (app) => {
  const read = () => within(app.readDb, systemActor, (tx) => getProgress(tx, app.readDb, today()), { readOnly: true })

  app.get(
    '/progress',
    {
      config: allow('public'),
      schema: {
        summary: 'Counts by rung, park and indicator, for everybody',
        description: 'Counts below five are kept back, and as many others as it takes that none can be worked out. No figures of firms.',
        tags: ['progress'],
        response: { 200: Progress },
      },
    },
    async (_request, reply) => reply.header('cache-control', cacheable).send(await read()),
  )

  app.get(
    '/progress.csv',
    {
      config: allow('public'),
      schema: {
        summary: 'The same as csv',
        tags: ['progress'],
        response: { 200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } } },
      },
    },
    async (_request, reply) => {
      const progress = await read()
      const count = (value: number | null): Cell => value ?? keptBack
      const rows: Cell[][] = [
        ['全市', '登记企业', count(progress.firms), progress.asOf],
        ...progress.rungs.map(({ name, held }): Cell[] => ['全市', name, count(held), progress.asOf]),
        ...progress.parks.flatMap((park): Cell[][] => [
          [park.name, '登记企业', count(park.firms), progress.asOf],
          ...progress.rungs.map(({ certification, name }): Cell[] => [
            park.name,
            name,
            count(park.held[certification] ?? null),
            progress.asOf,
          ]),
        ]),
        ...progress.indicators.map(({ name, unit, value, year }): Cell[] => [
          '计划指标',
          `${name}（${unit}）`,
          value,
          year === null ? null : String(year),
        ]),
      ]
      const columns = ['范围', '项目', '数值', '时间'].map((header) => ({ header, kind: 'text' as const }))
      let text = ''
      for await (const chunk of csvOf({ name: 'progress', columns, rows })) text += String(chunk)
      return reply
        .type(csvType)
        .header('cache-control', cacheable)
        .header('content-disposition', 'attachment; filename="progress.csv"')
        .send(text)
    },
  )
}
