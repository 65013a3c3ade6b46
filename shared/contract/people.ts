import { z } from 'zod';
import { idSchema, lineSchema, mutation, nameSchema, query, revisionSchema } from './operation.ts';

/** The four roles of `mission.md` X2. What each may do stands in `shared/rules/access.ts`. */
export const ROLES = ['compliance_officer', 'security_reviewer', 'excellence_lead', 'auditor'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const personSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  initials: z.string().max(3),
  email: z.string().max(200),
  position: lineSchema,
  role: roleSchema,
  active: z.boolean(),
  revision: revisionSchema,
});
export type Person = z.infer<typeof personSchema>;

export const newPersonSchema = z.strictObject({
  name: nameSchema,
  email: z.union([z.literal(''), z.email().max(200)]),
  position: lineSchema,
  role: roleSchema,
});

export const people = {
  list: query.output(z.array(personSchema).max(1000)),
  create: mutation('people').input(newPersonSchema).output(personSchema),
  update: mutation('people')
    .input(
      z.strictObject({
        personId: idSchema,
        revision: revisionSchema,
        changes: newPersonSchema.partial().extend({ active: z.boolean().optional() }),
      }),
    )
    .output(personSchema),
  /** Says who works in this window from now on. Anybody may choose any active person; the trail records it. */
  choose: mutation('people', 'workspace')
    .input(z.strictObject({ personId: idSchema }))
    .output(personSchema),
  leave: mutation('people', 'workspace').output(z.null()),
};
