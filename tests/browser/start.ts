import type { TestProject } from 'vitest/node'
import { browserPath } from './browser.ts'
import { startProduct } from './product.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the product with demo data that all files of this folder share. */
    productUrl: string
  }
}

/** One product for all test files: a start costs more than what most of them do with it. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  if (browserPath === null) return
  const product = await startProduct()
  project.provide('productUrl', product.url)
  return async () => {
    const code = await product.stop()
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${product.output()}`)
  }
}
