import { fileURLToPath } from 'node:url'
import vueI18n from '@intlify/unplugin-vue-i18n/vite'
import vue from '@vitejs/plugin-vue'
import components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vite'

const web = fileURLToPath(new URL('./web', import.meta.url))
const api = 'http://127.0.0.1:3000'

/** The single-page application. Its component tests use the same plugins. */
export const webPlugins = () => [
  vue(),
  // Messages are compiled here: the browser needs no compiler, and the content security policy forbids one.
  vueI18n({
    include: `${web}/messages/{zh,en}/*.json`,
    runtimeOnly: true,
    dropMessageCompiler: true,
    fullInstall: false,
    strictMessage: true,
  }),
  // Only the components of the library that a template names are bundled, each with its own style sheet.
  components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: 'css', directives: false })] }),
]

export default defineConfig({
  root: web,
  plugins: webPlugins(),
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page needs is two files: they compress better together, and stay cached from release to release. The
        // rules of the public self-check come with all that they import; those of other rungs only with the pages for them.
        codeSplitting: {
          groups: [
            { name: 'vue', test: /\/node_modules\/(@vue|vue|vue-router|pinia|vue-i18n|@intlify)\// },
            { name: 'rules', test: /\/shared\/rules\/(questions|rulesets\/first-rungs)\.ts$/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': api, '/openapi.json': api, '/docs': api } },
})
