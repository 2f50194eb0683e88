import type { ScoreNode, Span } from '../ruleset.ts'
import type { Context } from './words.ts'

/** The calendar year so many years before the day that is described. */
export const yearBefore = ({ of }: Context, yearsBack: number): number => of.year - yearsBack

/** The accounting years of a firm that has them all. */
export const spanYears = (context: Context, _span: Span): readonly number[] => [3, 2, 1].map((back) => yearBefore(context, back))

/** The parts of the score that a node adds up. */
export const partsOf = (node: ScoreNode): readonly string[] => (node.kind === 'part' ? [node.id] : node.of.flatMap(partsOf))
