import {
  Box,
  Building2,
  Eye,
  ClipboardCheck,
  FileSignature,
  Flag,
  FolderGit2,
  Globe,
  GraduationCap,
  KeyRound,
  LayoutGrid,
  ListChecks,
  Network,
  Package,
  type LucideIcon,
  MessageCircleQuestion,
  Paperclip,
  Play,
  TriangleAlert,
  User,
  Users,
  Waypoints,
} from 'lucide-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SEARCH_KINDS } from '../../shared/contract/search.ts';
import { api } from '../platform/api.ts';
import { useOfferedCommands } from '../platform/commands.tsx';
import { recordPath } from '../platform/record-path.ts';
import { matchesWords } from './match-words.ts';
import { PAGES } from './pages.ts';

type SearchKind = (typeof SEARCH_KINDS)[number];

const RECORD_LIMIT = 8;

/** The page of a found record; a question opens its assessment. */
const RECORDS = {
  vendor: { page: 'vendor', icon: Building2 },
  tool: { page: 'tool', icon: Box },
  assessment: { page: 'assessment', icon: ClipboardCheck },
  question: { page: 'assessment', icon: MessageCircleQuestion },
  evidence: { page: 'evidence', icon: Paperclip },
  finding: { page: 'finding', icon: Flag },
  agreement: { page: 'agreement', icon: FileSignature },
  risk: { page: 'risk', icon: TriangleAlert },
  questionnaire: { page: 'questionnaire', icon: ListChecks },
  data_flow_map: { page: 'data_flow_map', icon: Waypoints },
  person: { page: 'person', icon: User },
  identity: { page: 'identity', icon: Users },
  repository: { page: 'repository', icon: FolderGit2 },
  access_exception: { page: 'access_exception', icon: KeyRound },
  training_course: { page: 'training_course', icon: GraduationCap },
  tool_sighting: { page: 'tool_sighting', icon: Eye },
  region: { page: 'region', icon: Globe },
  sub_processor: { page: 'sub_processor', icon: Network },
  audit_package: { page: 'audit_package', icon: Package },
} as const satisfies Readonly<Record<SearchKind, { page: Parameters<typeof recordPath>[0]; icon: LucideIcon }>>;

/** One line of the palette. */
export interface PaletteEntry {
  id: string;
  icon: LucideIcon;
  title: string;
  detail: string;
  key?: string | undefined;
  /** The kind and status word of a record. */
  status?: { kind: SearchKind; word: string } | undefined;
  /** Why it cannot run now. */
  refusal?: string | undefined;
  run: () => void;
}

export interface PaletteGroup {
  title: string;
  entries: readonly PaletteEntry[];
}

/** What was typed, without the ">" that asks for commands only. */
export function readQuestion(text: string): { words: string; commandsOnly: boolean } {
  const commandsOnly = text.trimStart().startsWith('>');
  return { commandsOnly, words: (commandsOnly ? text.trimStart().slice(1) : text).trim() };
}

/** What the palette offers for a text: records, then commands on what is on screen, then places. */
export function usePaletteGroups(text: string): readonly PaletteGroup[] {
  const { t } = useTranslation();
  const { words, commandsOnly } = readQuestion(useDeferredValue(text));
  const records = useRecords(commandsOnly ? '' : words);
  const places = usePlaces();
  const commands = useOfferedCommands().map(({ title, commands: offered }) => ({
    title,
    entries: offered
      .map(({ id, label, icon, key, refusal, run }): PaletteEntry => ({
        id,
        icon: icon ?? Play,
        title: label,
        detail: refusal ?? '',
        key,
        refusal,
        run,
      }))
      .filter((entry) => matchesWords(entry.title, words)),
  }));
  return [
    { title: t('app.palette.records'), entries: records },
    ...commands,
    {
      title: t('app.palette.places'),
      entries: commandsOnly ? [] : places.filter((place) => matchesWords(place.title, words)),
    },
  ].filter((group) => group.entries.length > 0);
}

function useRecords(words: string): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const { data } = useQuery({
    ...api.search.find.queryOptions({ input: { text: words, limit: RECORD_LIMIT } }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });
  if (words === '' || !data) return [];
  return data.map(({ kind, id, underId, title, detail, status }) => ({
    id: `${kind} ${id} ${title}`,
    icon: RECORDS[kind].icon,
    title,
    detail,
    status: status === null ? undefined : { kind, word: status },
    run: () => void navigate(recordPath(RECORDS[kind].page, id, underId)),
  }));
}

function usePlaces(): readonly PaletteEntry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return PAGES.flatMap(({ path, title, group, go }): PaletteEntry[] =>
    title === undefined
      ? []
      : [
          {
            id: path,
            icon: LayoutGrid,
            title: t(title),
            detail: group === undefined || group === 'top' ? '' : t(`app.group.${group}`),
            key: go === undefined ? undefined : `G ${go}`,
            run: () => void navigate(path),
          },
        ],
  );
}
