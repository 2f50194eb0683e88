import type { Certification } from '../dictionary/certifications.ts'

/** The rungs between which firms are followed from year to year, the lowest first. A firm stands on the highest that it holds. */
export const flowRungs = [
  'tech-sme',
  'innovative-sme',
  'hnte',
  'specialised-sme',
  'fujian-tech-giant',
  'little-giant',
  'champion',
] as const satisfies readonly Certification[]
