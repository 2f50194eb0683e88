// Runs before anything else, as a file of its own because the content security policy allows no inline script.

// Zod would otherwise try `new Function` once, which the policy refuses and the browser reports as an error.
globalThis.__zod_globalConfig = { jitless: true }

// The dark class is set before the first paint, so that the page does not flash white.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)) {
    document.documentElement.classList.add('dark')
  }
} catch {
  // No storage (private window): the page stays light.
}
