import { z } from 'zod'
import { Day, Line } from '../facts.ts'
import { type Board, boards, type ListingExit, listingExits, type ListingStage, listingStages } from '../listing/stages.ts'

const Stage = z.enum(Object.keys(listingStages) as [ListingStage, ...ListingStage[]])
const BoardId = z.enum(boards as unknown as [Board, ...Board[]])
const Exit = z.enum(Object.keys(listingExits) as [ListingExit, ...ListingExit[]])

/** POST /firms/:firmId/listing-steps: a step that was entered, or where the way ended. */
export const StepPost = z.strictObject({
  stage: Stage,
  enteredOn: Day,
  board: BoardId.nullable(),
  exit: Exit.nullable(),
  document: Line(120).nullable(),
  note: Line(200).nullable(),
  validTo: Day.nullable(),
})
export type StepPost = z.infer<typeof StepPost>

export const ListingStep = StepPost.extend({ id: z.uuid(), authority: z.string().nullable(), by: z.string(), at: z.string() })
export type ListingStep = z.infer<typeof ListingStep>

/** What the dates of the steps ask for: a report that falls due, a letter that runs out. */
export const ListingReminder = z.object({ id: z.string(), due: z.string(), text: z.string() })
export type ListingReminder = z.infer<typeof ListingReminder>

/** GET /firms/:firmId/listing */
export const FirmListing = z.object({
  stage: Stage.nullable(),
  exit: Exit.nullable(),
  board: BoardId.nullable(),
  steps: z.array(ListingStep),
  reminders: z.array(ListingReminder),
})
export type FirmListing = z.infer<typeof FirmListing>

/** GET /listing: firms by the stage that they stand on. */
export const ListingBoard = z.object({
  items: z.array(
    z.object({
      firmId: z.uuid(),
      name: z.string(),
      parkId: z.string().nullable(),
      stage: Stage,
      enteredOn: z.string(),
      board: BoardId.nullable(),
      exit: Exit.nullable(),
      document: z.string().nullable(),
      validTo: z.string().nullable(),
    }),
  ),
})
export type ListingBoard = z.infer<typeof ListingBoard>
