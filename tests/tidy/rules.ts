import { bannedCalls, bannedTypes, leftovers, names } from './rules/banned.ts'
import { letterTypes, refusalCodes, refusalPage } from './rules/codes.ts'
import { browserReach, noCycles } from './rules/cycles.ts'
import { links, pinnedVersions } from './rules/documents.ts'
import { usedExports } from './rules/exports.ts'
import { floors, frontDoors, roomsAreListed } from './rules/floors.ts'
import { fileSizes, functionSizes, readmeSizes, roomSizes } from './rules/sizes.ts'
import { migrationNames, ownSchemas, tableSentences } from './rules/sql.ts'
import { bothLanguages, textsInDictionaries } from './rules/texts.ts'
import type { Rule } from './tree.ts'

/** Every house rule; each is a pure function from a repository to its offences. */
export const rules: readonly Rule[] = [
  roomsAreListed,
  floors,
  frontDoors,
  noCycles,
  browserReach,
  fileSizes,
  functionSizes,
  roomSizes,
  readmeSizes,
  names,
  usedExports,
  bannedCalls,
  bannedTypes,
  leftovers,
  refusalCodes,
  refusalPage,
  letterTypes,
  tableSentences,
  migrationNames,
  ownSchemas,
  textsInDictionaries,
  bothLanguages,
  pinnedVersions,
  links,
]
