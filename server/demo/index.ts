export { seedTown, type SeededTown, type SeedOptions } from './seed.ts'
