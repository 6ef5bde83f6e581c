// A morning at the desk, for development and tests. Dates hang on NOW.

import type { BotBrief } from "../generated/BotBrief";
import type { Canned } from "../generated/Canned";
import type { Header } from "../generated/Header";
import type { Me } from "../generated/Me";
import type { Row } from "../generated/Row";
import type { StaffRef } from "../generated/StaffRef";
import type { TemplateBlank } from "../generated/TemplateBlank";
import type { TemplateChoice } from "../generated/TemplateChoice";
import type { Stay } from "../generated/Stay";
import type { SyncStatus } from "../generated/SyncStatus";
import type { ThreadMessage } from "../generated/ThreadMessage";
import type { ThreadReaction } from "../generated/ThreadReaction";

export const NOW = Date.parse("2025-11-20T09:42:18Z");
const MINUTE = 60_000;
const at = (time: string, day = "2025-11-20"): number => Date.parse(`${day}T${time}:00Z`);

export const LABELS = [
  { name: "Billing", color: "brass" },
  { name: "Late check-out", color: "brown" },
  { name: "Sales", color: "blue" },
  { name: "Support", color: "gray" },
];

export const STAFF: StaffRef[] = [
  { id: "ines", name: "Inês Carvalho", initials: "IC", presence: "online" },
  { id: "tomas", name: "Tomás Reis", initials: "TR", presence: "online" },
  { id: "beatriz", name: "Beatriz Lopes", initials: "BL", presence: "away" },
  { id: "bruno", name: "Bruno Alves", initials: "BA", presence: "offline" },
];
const [INES, TOMAS] = STAFF as [StaffRef, StaffRef];

export const ME: Me = {
  id: "ines",
  name: "Inês Carvalho",
  email: "ines@miralva.example",
  initials: "IC",
  role: "manager",
  permissions: ["conversations:view", "conversations:reply", "messaging:manage", "contacts:view", "stays:view"],
  presence: "online",
  workspace: "Hotel Miralva",
  relay: "https://relay.miralva.example",
  device: "d1",
  time_zone: "Europe/Lisbon",
  properties: [{ id: "p1", name: "Miralva Lisbon", time_zone: "Europe/Lisbon", currency: "EUR" }],
};

export const LIVE: SyncStatus = {
  state: "live",
  complete_to: NOW,
  offline_since: null,
  next_try: null,
  clock_offset: NOW - Date.now(),
  queued: 0,
  needs_attention: 0,
  history_back_to: null,
  channels_live: 6,
  channels_in_error: 1,
  dead_letters: 0,
  polling: false,
  clock_off: null,
  problem: null,
};

/** A row with what does not matter left at rest. */
export function row(id: string, more: Partial<Row> = {}): Row {
  return {
    id,
    name: `Guest ${id}`,
    language: null,
    channel: "whatsapp",
    status: "BOT_HANDLING",
    assignee: null,
    mine: false,
    room: null,
    check_in: null,
    check_out: null,
    preview: { author: "guest", staff: null, mine: false, content: "text", text: "Olá" },
    last_at: NOW,
    unread: 0,
    waiting_since: null,
    failed: 0,
    queued: 0,
    labels: [],
    ...more,
  };
}

const said = (text: string, content = "text") => ({ author: "guest", staff: null, mine: false, content, text });
const bot = (text: string) => ({ author: "bot", staff: null, mine: false, content: "text", text });
const mine = (text: string) => ({ author: "staff", staff: null, mine: true, content: "text", text });
const waiting = (minutes: number) => ({ status: "AWAITING_AGENT", waiting_since: NOW - minutes * MINUTE });
const assigned = (to: StaffRef) => ({ status: "AGENT_ASSIGNED", assignee: to, mine: to.id === "ines" });

export const ROWS: Row[] = [
  row("c1", { name: "خالد المنصوري", language: "ar", ...waiting(4), check_in: "2025-11-22", check_out: "2025-11-26", last_at: at("09:38"), unread: 2, preview: said("هل يمكن أن تكون الغرفتان متصلتين؟ أريد التحدث مع موظف من فضلك") }),
  row("c2", { labels: ["Late check-out"], name: "Mariana Albuquerque de Vasconcelos e Sá", language: "pt", ...assigned(INES), room: "412", check_in: "2025-11-20", check_out: "2025-11-23", last_at: at("09:38"), unread: 1, preview: said("Perfeito! E até que horas podemos ficar no quarto no domingo? O voo é só às 21h30 😅") }),
  row("c3", { name: "Chloé Dubois", language: "fr", channel: "instagram", last_at: at("09:36"), preview: bot("3 chambres sont libres du 5 au 8 décembre. Laquelle préférez-vous ?") }),
  row("c4", { name: "王思颖", language: "zh-Hans", ...assigned(TOMAS), room: "218", last_at: at("09:33"), unread: 1, preview: said("请问早餐几点开始？我们一共四位，有两个小朋友 🙏") }),
  row("c5", { name: "Jürgen Weißenborn-Hellmann", language: "de", channel: "telegram", ...waiting(11), room: "305", last_at: at("09:31"), unread: 3, preview: said("Auf der Rechnung steht zweimal die Minibar, das kann nicht stimmen. Bitte prüfen") }),
  row("c6", { name: "Rita Figueiredo, Lusitex", language: "pt", ...assigned(INES), labels: ["Event"], last_at: at("09:21"), preview: mine("A sala Azulejo fica montada em U para 24 pessoas") }),
  row("c7", { name: "travel.with.noor", channel: "instagram", ...waiting(22), room: "316", last_at: at("09:20"), unread: 1, preview: said("the AC in 316 shows E4, is that normal?", "image") }),
  row("c8", { name: "Sean O'Sullivan-Fitzgerald", channel: "messenger", ...assigned(TOMAS), room: "107", last_at: at("09:14"), failed: 1, preview: { author: "staff", staff: "Tomás Reis", mine: false, content: "text", text: "Parking map for level −2" } }),
  row("c9", { name: "Олександр Коваленко", language: "uk", channel: "livechat", last_at: at("09:08"), preview: said("Дякую! А чи є паркування біля готелю?") }),
  row("c10", { name: "Ana Paula Nogueira", channel: "tiktok", last_at: at("08:57"), preview: bot("Diárias a partir de 138 €, com café da manhã 🥐") }),
  row("c11", { name: "Priya Raghunathan", ...assigned(INES), room: "224", last_at: at("08:49"), preview: mine("Extra towels are on their way up") }),
  row("c12", { name: "Fam. van der Heijden", language: "nl", status: "RESOLVED", last_at: at("08:31"), preview: said("Dank je wel, het was heerlijk. Tot ziens! 👋") }),
  row("c13", { name: "+44 7700 900318", status: "EXPIRED", last_at: at("07:52"), preview: bot("Which dates would you like to stay?") }),
  row("c14", { name: "山口 浩・愛子", language: "ja", channel: "livechat", status: "RESOLVED", last_at: at("17:10", "2025-11-19"), preview: said("ご親切にありがとうございました。") }),
  row("c15", { name: "Zoë Brightwater", channel: "messenger", last_at: at("16:02", "2025-11-19"), preview: bot("Your booking MIR-48377 is confirmed for 12–14 Dec") }),
];

/** What the bot learned of Khalid. */
const BRIEF: BotBrief = {
  asked: { content: "text", text: "السلام عليكم، أحتاج غرفتين لعائلتي من 22 إلى 26 نوفمبر. نحن ستة أشخاص" },
  tapped: [{ content: "choice_reply", text: "جناح عائلي" }],
  stopped: { content: "text", text: "أريد التحدث مع موظف" },
  reason: "asked_for_person",
  since: at("09:38"),
  until: null,
};

/** The header that belongs to a row. */
export function headerOf(one: Row): Header {
  const open = one.status !== "RESOLVED" && one.status !== "EXPIRED";
  const action = (name: string, enabled: boolean) => ({ action: name, enabled });
  return {
    id: one.id,
    contact: `k-${one.id}`,
    name: one.name,
    language: one.language,
    channel: one.channel,
    connection: "Miralva Lisbon",
    connection_status: "CONNECTED",
    status: one.status,
    assignee: one.assignee,
    mine: one.mine,
    room: one.room,
    check_in: one.check_in,
    check_out: one.check_out,
    waiting_since: one.waiting_since,
    waiting_reason: one.status === "AWAITING_AGENT" ? "asked_for_person" : null,
    brief: one.id === "c1" && one.status === "AWAITING_AGENT" ? BRIEF : null,
    window_closes_at: ["whatsapp", "instagram", "messenger"].includes(one.channel) ? one.last_at + 24 * 60 * MINUTE : null,
    window_never_opened: false,
    unread: one.unread,
    actions: [
      action("claim", one.status === "AWAITING_AGENT"),
      action("take_over", one.status === "BOT_HANDLING" || one.status === "AWAITING_AGENT"),
      action("assign", open),
      action("resolve", open),
      action("reopen", !open),
      action("hand_back", one.status === "AGENT_ASSIGNED" || one.status === "AWAITING_AGENT"),
    ],
    may_reply: true,
    queued_change: null,
    time_zone: "Europe/Lisbon",
    labels: one.labels,
    max_length: 4096,
  };
}

/** A message with what does not matter left at rest. */
export function message(id: string, more: Partial<ThreadMessage> = {}): ThreadMessage {
  return {
    id,
    author: "guest",
    staff: null,
    mine: false,
    state: "received",
    text: "",
    content: { type: "text" },
    at: NOW,
    send_at: null,
    cancelling: false,
    reply_to: null,
    reactions: [],
    may_react: more.author === undefined || more.author === "guest",
    may_quote: more.author !== "system" && more.author !== "note",
    failure: null,
    edited: false,
    revoked: false,
    forwarded: false,
    outbox: null,
    upload: null,
    ...more,
  };
}

const reacted = (emoji: string, more: Partial<ThreadReaction> = {}): ThreadReaction => ({ author: "guest", emoji, waiting: false, failure: null, ...more });
const ours = (id: string, time: string, more: Partial<ThreadMessage> = {}): ThreadMessage =>
  message(id, { author: "staff", mine: true, staff: INES, at: at(time), ...more });
const event = (id: string, name: string, time: string, more: Partial<ThreadMessage> = {}, rest: object = {}): ThreadMessage =>
  message(id, { author: "system", state: "stored", at: at(time), content: { type: "event", event: name, ...rest } as MessageContent, ...more });

export const MARIANA: ThreadMessage[] = [
  message("m1", { author: "bot", state: "read", at: at("18:00", "2025-11-19"), content: { type: "template", name: "check_in_reminder" }, text: "Olá Mariana, a sua estadia no Hotel Miralva começa amanhã, 20 de novembro. O check-in é a partir das 15:00. Responda a esta mensagem se precisar de alguma coisa.", reactions: [reacted("👍")] }),
  message("m2", { at: at("08:52"), text: "Bom dia! Pousamos agora em Lisboa 🛬 Dá para entrar no quarto mais cedo? Estamos com um bebê de 8 meses" }),
  message("m3", { author: "bot", state: "read", at: at("08:52"), text: "Bom dia, Mariana. O check-in começa às 15:00. O que prefere?", content: { type: "buttons", choices: [{ id: "early", title: "Pedir entrada antecipada" }, { id: "bags", title: "Guardar bagagem" }, { id: "team", title: "Falar com a equipa" }] } }),
  message("m4", { at: at("08:53"), text: "Pedir entrada antecipada", content: { type: "choice_reply", id: "early" } }),
  event("m5", "escalated", "08:53", {}, { reason: "asked_for_person" }),
  event("m6", "claimed", "08:55", { mine: true, staff: INES }),
  message("m7", { author: "note", state: "stored", staff: TOMAS, at: at("08:58"), text: "412 was vacated at 08:30, housekeeping says ready by 11:30. Cot is already made up." }),
  message("m8", { author: "staff", mine: true, staff: INES, state: "read", at: at("09:01"), text: "Bom dia, Mariana! O quarto 412 deve ficar pronto por volta das 11:30, e o berço já está montado.", reactions: [reacted("❤️")] }),
  message("m9", { at: at("09:24"), content: { type: "audio", voice: true, media: { id: "f1", mime: "audio/ogg; codecs=opus", size: 48_000 } } }),
  message("m10", { author: "staff", mine: true, staff: INES, state: "failed", at: at("09:37"), text: "Segue o mapa do estacionamento.", failure: { code: "network", detail: "timeout after 30 s", retryable: true } }),
  message("m11", { at: at("09:38"), text: "Perfeito! E até que horas podemos ficar no quarto no domingo? O voo é só às 21h30 😅", reply_to: { message: "m8", author: "staff", excerpt: "O quarto 412 deve ficar pronto por volta das 11:30…" } }),
];

export const KHALID: ThreadMessage[] = [
  message("k1", { at: at("09:29"), text: "السلام عليكم، أحتاج غرفتين لعائلتي من 22 إلى 26 نوفمبر. نحن ستة أشخاص" }),
  message("k2", { author: "bot", state: "read", at: at("09:29"), text: "وعليكم السلام خالد. هذه الغرف المتاحة، 4 ليالٍ:", content: { type: "list", opener: "الغرف", choices: [{ id: "a", title: "جناح عائلي", description: "248 €" }, { id: "b", title: "ديلوكس بإطلالة على النهر", description: "214 €" }, { id: "c", title: "غرفة كلاسيكية", description: "168 €" }] } }),
  message("k3", { at: at("09:36"), text: "جناح عائلي", content: { type: "choice_reply", id: "a" } }),
  message("k4", { at: at("09:38"), text: "أريد التحدث مع موظف" }),
  event("k5", "escalated", "09:38", {}, { reason: "asked_for_person" }),
  message("k6", { author: "bot", state: "delivered", at: at("09:38"), text: "سيرد عليك فريقنا قريبًا." }),
];

/** Every kind of message the thread can draw, as in the design's `messages.png`. */
export const KINDS: ThreadMessage[] = [
  message("t1", { at: at("08:31"), text: "Guten Morgen! Könnte bitte jemand wegen der Rechnung schauen? Die Minibar steht zweimal drauf 🙈" }),
  message("t2", { at: at("08:33"), text: "请问早餐几点开始？我们一共四位，有两个小朋友 🙏" }),
  message("t3", { at: at("08:36"), text: "السلام عليكم، هل يمكن أن تكون الغرفتان متصلتين؟ نصل الساعة 14:30" }),
  message("t4", { at: at("08:36"), text: "Дякую! А чи є паркування біля готелю?" }),
  message("t5", { at: at("08:37"), text: "ご親切にありがとうございました。" }),
  message("t6", { at: at("08:37"), text: "👶🛬💛" }),
  ours("t7", "08:38", { state: "read", text: "O quarto 412 deve ficar pronto por volta das 11:30." }),
  message("t8", { at: at("08:38"), text: "Perfeito! E até que horas podemos ficar no quarto no domingo?", reply_to: { message: "t7", author: "staff", excerpt: "O quarto 412 deve ficar pronto por volta das 11:30…" }, reactions: [reacted("👍", { author: "staff" })] }),
  ours("t9", "08:40", { state: "read", text: "Até às 14:00, por 35 €.", reply_to: { message: "t8", author: "guest", excerpt: "E até que horas podemos ficar no quarto no domingo?" }, reactions: [reacted("❤️")] }),
  ours("t10", "08:40", { state: "delivered", text: "Boa viagem!" }),
  ours("t11", "08:40", { state: "sent", text: "Até domingo." }),
  message("x1", { at: at("09:20"), text: "The AC in 316 shows E4, is that normal? 🥵", content: { type: "image", id: "panel", mime: "image/jpeg", size: 184_000 } }),
  message("x1b", { at: at("09:21"), content: { type: "image", id: "view", mime: "image/jpeg", size: 164_000 } }),
  message("x1c", { at: at("09:21"), content: { type: "video", id: "film", mime: "video/mp4", size: 2_164_000 } }),
  message("x1d", { at: at("09:24"), content: { type: "audio", voice: true, media: { id: "voice", mime: "audio/ogg; codecs=opus", size: 48_000 } } }),
  message("x1e", { at: at("09:24"), content: { type: "audio", voice: false, media: { id: "song", mime: "audio/mpeg", size: 1_248_000, name: "fado.mp3" } } }),
  message("x2", { author: "staff", staff: TOMAS, state: "delivered", at: at("09:27"), content: { type: "document", id: "bill", mime: "application/pdf", size: 184_000, name: "Rechnung-MIR-48107.pdf" } }),
  message("x2b", { at: at("09:28"), content: { type: "document", mime: "application/pdf", size: 2_400_000, name: "Passport.pdf" } }),
  message("x3", { at: at("09:28"), content: { type: "sticker", mime: "image/webp", problem: "too_large" } }),
  message("x3b", { at: at("09:28"), content: { type: "sticker", id: "view", mime: "image/webp", size: 24_000 } }),
  message("x4", { at: at("09:28"), content: { type: "location", latitude: 38.7111, longitude: -9.1366, name: "Praça da Figueira", address: "1100-240 Lisboa" } }),
  message("x5", { at: at("09:28"), content: { type: "contacts", cards: [{ name: "Noor Haddad", phones: ["+961 3 123 456"], emails: ["noor@example.org"] }] } }),
  message("x6", { at: at("09:28"), content: { type: "form_reply", fields: { arrival: "14:30", guests: "2" } } }),
  message("x7", { at: at("09:28"), content: { type: "order", items: 3 } }),
  message("x8", { at: at("09:28"), content: { type: "call_permission", granted: true } }),
  message("b1", { author: "bot", state: "read", at: at("09:29"), text: "Bom dia, Mariana. O check-in começa às 15:00. O que prefere?", content: { type: "buttons", choices: [{ id: "early", title: "Pedir entrada antecipada" }, { id: "bags", title: "Guardar bagagem" }, { id: "team", title: "Falar com a equipa" }] } }),
  message("b2", { at: at("09:29"), text: "Pedir entrada antecipada", content: { type: "choice_reply", id: "early" } }),
  message("b3", { author: "bot", state: "read", at: at("09:30"), text: "3 chambres sont libres du 5 au 8 décembre. Laquelle préférez-vous ?", content: { type: "list", opener: "Chambres", choices: [{ id: "a", title: "Classique, cour", description: "138 €" }, { id: "b", title: "Deluxe, vue fleuve", description: "214 €" }, { id: "c", title: "Suite familiale", description: "248 €" }] } }),
  message("b4", { at: at("09:30"), text: "Deluxe, vue fleuve", content: { type: "choice_reply", id: "b" } }),
  message("b5", { author: "bot", state: "read", at: at("09:31"), text: "Olá Mariana, a sua estadia no Hotel Miralva começa amanhã, 20 de novembro. O check-in é a partir das 15:00. Responda a esta mensagem se precisar de alguma coisa.", content: { type: "template", name: "check_in_reminder", language: "pt_PT", category: "utility" }, reactions: [reacted("👍")] }),
  message("n1", { author: "note", state: "stored", staff: TOMAS, at: at("09:32"), text: "412 was vacated at 08:30, housekeeping says ready by 11:30. Cot is already made up. @Inês" }),
  event("e1", "escalated", "09:33", {}, { reason: "asked_for_person" }),
  event("e2", "claimed", "09:33", { mine: true, staff: INES }),
  event("x18", "assigned", "09:33", { staff: TOMAS }, { to: "beatriz" }),
  event("e3", "resolved", "09:34", { staff: TOMAS }),
  event("x19", "expired", "09:34"),
  ours("f1", "09:37", { state: "held", content: { type: "document", id: "map", mime: "application/pdf", size: 2_400_000, name: "Estacionamento-Miralva.pdf" }, outbox: "o9", upload: { sent: 1_464_000, size: 2_400_000, stopped: true } }),
  ours("x13", "09:39", { state: "failed", text: "We kept your umbrella at the desk.", failure: { code: "window_closed", detail: "131047", retryable: false } }),
  ours("x12", "09:39", { state: "failed", text: "Segue o mapa do estacionamento.", failure: { code: "network", detail: "timeout after 30 s", retryable: true } }),
  ours("x14", "09:40", { state: "unknown", text: "The shuttle leaves at nine." }),
  ours("x15", "09:40", { state: "held", text: "Your room is ready.", outbox: "o1", failure: { code: "colleague_answered", detail: null, retryable: false } }),
  ours("u1", "09:41", { state: "waiting", content: { type: "image", id: "view", mime: "image/jpeg", size: 1_600_000 }, outbox: "o8", upload: { sent: 640_000, size: 1_600_000, stopped: false } }),
  ours("x16", "09:43", { state: "waiting", text: "A bagagem fica connosco até à hora do voo.", outbox: "o2" }),
  ours("s1", "09:43", { state: "scheduled", text: "Bom dia! O seu quarto está pronto.", send_at: at("11:30") }),
  message("x10", { at: at("09:44"), revoked: true }),
  message("x9", { at: at("09:45"), content: { type: "unsupported", kind: "sticker" } }),
  message("x11", { at: at("09:45"), text: "Taxi 18:30, terminal 1", edited: true, forwarded: true }),
];

const stay = (id: string, reference: string, room: string, check_in: string, check_out: string, nights: number, total: number, more: Partial<Stay> = {}): Stay => ({
  id, reference, room, check_in, check_out, nights, total_cents: total * 100, due_cents: 0, currency: "EUR",
  status: "checked_out", room_type: "Deluxe river view", adults: 2, children: 0, ...more,
});

export const STAYS = {
  now: stay("s0", "MIR-48213", "412", "2025-11-20", "2025-11-23", 3, 1284, { status: "confirmed", due_cents: 85_600, children: 1 }),
  past: [
    stay("s1", "MIR-41077", "408", "2025-04-14", "2025-04-18", 4, 1596),
    stay("s2", "MIR-36590", "412", "2024-10-02", "2024-10-06", 4, 1472),
    stay("s3", "MIR-30112", "305", "2023-12-27", "2023-12-30", 3, 1116),
    stay("s4", "MIR-28810", "305", "2023-04-28", "2023-05-02", 4, 1210),
    stay("s5", "MIR-20007", "210", "2022-08-01", "2022-08-06", 5, 640, { status: "cancelled" }),
  ],
};

const canned = (shortcut: string, title: string, category: string, pieces: Canned["pieces"], language: string | null = null): Canned => ({
  id: shortcut, title, shortcut, category, language, pieces, text: pieces.map((piece) => piece.text).join(""),
});
const plain = (text: string) => ({ text, kind: "plain" });
const filled = (text: string) => ({ text, kind: "filled" });

export const CANNED: Canned[] = [
  canned("checkout-late", "Late check-out", "Departure", [plain("Claro, "), filled("Mariana"), plain(". No dia "), filled("23 de novembro"), plain(" podem ficar no "), filled("412"), plain(" até às 14:00, por 35 €. A bagagem fica connosco até à hora do voo.")], "pt"),
  canned("checkout", "Check-out and luggage", "Departure", [plain("Check-out is until 12:00. Luggage stays with us as long as you like.")]),
  canned("checkin", "Check-in and documents", "Check-in", [plain("Check-in starts at 15:00, please bring a passport.")]),
  canned("checkin-early", "Early check-in request", "Check-in", [plain("We will try to have "), filled("412"), plain(" ready by "), { text: "{{time}}", kind: "blank" }, plain(". Ask for "), { text: "{{name}}", kind: "blank" }, plain(".")]),
  canned("check-cards", "Cards we accept", "General", [plain("We take Visa, Mastercard and Amex.")]),
  canned("wifi", "Wifi", "General", [plain("The network is Miralva, the password is in your room.")]),
];

const blank = (name: string, field: string | null, value: string, kind = "text"): TemplateBlank => ({ name, field, value, kind });
const template = (name: string, words: string[], blanks: TemplateBlank[], more: Partial<TemplateChoice> = {}): TemplateChoice => ({
  id: `t-${name}-${more.language ?? "pt_PT"}`,
  name,
  language: "pt_PT",
  category: "utility",
  for_guest: true,
  header: null,
  pieces: words.flatMap((text, n) => [{ text, blank: null }, ...(n < blanks.length ? [{ text: "", blank: n }] : [])]),
  footer: null,
  buttons: [],
  blanks,
  max_length: 1024,
  ...more,
});

/** What the demo hotel's WhatsApp number may send after the window closed. */
export const TEMPLATES: TemplateChoice[] = [
  template("check_in_reminder", ["Olá ", ", esperamos por si a ", ". O check-in abre às 15:00."], [blank("1", "guestName", "Mariana"), blank("2", "checkIn", "2025-11-20", "day")], {
    footer: "Hotel Miralva",
    buttons: ["Confirmar"],
  }),
  template("check_in_reminder", ["Hello ", ", we look forward to seeing you on ", ". Check-in opens at 15:00."], [blank("1", "guestName", "Mariana"), blank("2", "checkIn", "2025-11-20", "day")], { language: "en", for_guest: false }),
  template("your_answer", ["Olá ", ", temos uma resposta para si: ", ". Responda a esta mensagem para falar connosco."], [blank("1", "guestName", "Mariana"), blank("2", null, "")]),
  template("winter_offer", ["Três noites pelo preço de duas, até 28 de fevereiro."], [], { category: "marketing", footer: "Responda PARAR para não receber mais ofertas" }),
];
