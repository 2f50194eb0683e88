import facts from './en/facts.json'
import format from './en/format.json'
import progress from './en/progress.json'
import report from './en/report.json'
import rules from './en/rules.json'
import selfCheck from './en/selfCheck.json'
import session from './en/session.json'
import shell from './en/shell.json'
import verdict from './en/verdict.json'
import type { publicZh } from './public.zh.ts'

export const publicEn: typeof publicZh = { shell, format, verdict, session, progress, report, facts, rules, selfCheck }
