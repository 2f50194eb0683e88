import facts from './zh/facts.json'
import format from './zh/format.json'
import progress from './zh/progress.json'
import report from './zh/report.json'
import rules from './zh/rules.json'
import selfCheck from './zh/selfCheck.json'
import session from './zh/session.json'
import shell from './zh/shell.json'
import verdict from './zh/verdict.json'

/** Messages of the pages that need no account. */
export const publicZh = { shell, format, verdict, session, progress, report, facts, rules, selfCheck }
