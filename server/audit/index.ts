export { auditBooks, type AuditedBooks, type AuditOptions, type AuditReport } from './audit.ts'
export { checks, type AuditCheck, type AuditDifference, type AuditPlace } from './difference.ts'
export { exportBooks, exportFormats, type ExportFormat } from './export.ts'
