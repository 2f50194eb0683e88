import { defineConfig } from 'drizzle-kit'

const config = defineConfig({ dialect: 'postgresql', schema: './server/*/table.ts', out: './drizzle', casing: 'snake_case' })

export { config as default }
