export { openDoor, type Door, type DoorOptions } from './door.ts'
export { openAudits, type Audits } from './audits.ts'
export { executeLater } from './approvals.ts'
export type { House, ImportRun } from './house.ts'
