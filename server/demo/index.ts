export { phoneNumber } from './names.ts'
export { seedTown, type SeededTown, type SeedOptions } from './seed.ts'
