import '@suanpan/ui/base.css'
import './console.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startI18n } from './i18n/index.ts'

startI18n()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
