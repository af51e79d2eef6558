/** What a start is told about itself. */
export type Step =
  | { step: 'database'; where: 'embedded' | 'url' }
  | { step: 'moved'; home: string }
  | { step: 'migrated'; applied: number }
  | { step: 'seeding'; day: number; of: number }
  | { step: 'demo' }
  | { step: 'workers' }
