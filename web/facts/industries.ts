import { shallowRef } from 'vue'
import type { z } from 'zod'
import type { Industries } from '../../shared/api/reference.ts'
import { get } from '../api.ts'

/** GB/T 4754-2017, once it has been read; without a connection codes are typed as they are. */
export const industries = shallowRef<z.infer<typeof Industries>['items']>([])

let asked: Promise<void> | null = null

export function loadIndustries(): Promise<void> {
  asked ??= get('/reference/industries', async () => (await import('../../shared/api/reference.ts')).Industries, { quiet: true })
    .then(({ items }) => {
      industries.value = items
    })
    .catch(() => {
      asked = null
    })
  return asked
}

/** The name behind a code, of the code itself or of the nearest class above it. */
export function industryName(code: string | null | undefined): string {
  if (code == null) return ''
  for (let end = code.length; end > 0; end--) {
    const found = industries.value.find((industry) => industry.code === code.slice(0, end))
    if (found) return found.name
  }
  return ''
}
