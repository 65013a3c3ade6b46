import { z } from 'zod';
import { idSchema, listInputSchema } from '../../../shared/contract/operation.ts';

const toolsSchema = z.array(idSchema).min(1).max(5000);
const filterSchema = listInputSchema.omit({ offset: true, limit: true });

/**
 * What the register handed over in the address: chosen tools as `?tools=id,id`, or the filter that was set as
 * `?filter=JSON`. Null for neither, or for something that is not one.
 */
export function readToolScope(
  parameters: URLSearchParams,
): { toolIds?: string[]; tools?: z.infer<typeof filterSchema> } | null {
  const tools = toolsSchema.safeParse(parameters.get('tools')?.split(','));
  if (tools.success) return { toolIds: tools.data };
  const text = parameters.get('filter');
  if (text === null) return null;
  try {
    return { tools: filterSchema.parse(JSON.parse(text)) };
  } catch {
    return null;
  }
}
