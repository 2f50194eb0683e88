import './styles/tokens.css'
import './styles/base.css'
import './styles/forms.css'
import './styles/tables.css'
import './styles/print.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { startLocale } from './i18n.ts'
import { router } from './router.ts'
import { loadEnacted } from './rules/enacted.ts'
import { startTheme } from './theme.ts'

startTheme()
await Promise.all([startLocale(), loadEnacted()])
const app = createApp(App).use(createPinia()).use(router)
await router.isReady()
app.mount('#app')
