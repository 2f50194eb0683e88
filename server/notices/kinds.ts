/** The job that sends what is to go out by mail at once; repeats merge. */
export const mailKind = 'send-notices'
/** The job that sends one mail a day to those who want it so. */
export const digestKind = 'send-digests'
