# Every word of the window in Arabic. Digits stay European, as everywhere at the desk.
# A no-break space stands between a figure and its unit.

## Times and figures

time-now = الآن
time-seconds = { $seconds } ث
time-minutes = { $minutes } د
time-hours-minutes = { $hours } س { $minutes } د
time-days-hours = { $days } ي { $hours } س
size-bytes = { $size } بايت
size-kb = { $size } ك.ب
size-mb = { $size } م.ب
day-today = اليوم، { $date }
day-yesterday = أمس، { $date }

## Names of things

app-name-in = Bellhop، { $hotel }
channel-whatsapp = واتساب
channel-instagram = إنستغرام
channel-messenger = ماسنجر
channel-telegram = تيليغرام
channel-tiktok = تيك توك
channel-livechat = الدردشة المباشرة
channel-sms = رسائل SMS
channel-email = البريد الإلكتروني
channel-calls = المكالمات
channel-google = غوغل
channel-other = قناة أخرى
source-whatsapp = واتساب
source-instagram = إنستغرام
source-messenger = ماسنجر
source-tiktok = تيك توك
source-telegram = تيليغرام
source-website = الموقع الإلكتروني
source-walk-in = حضور مباشر
source-ai-agent = المساعد الآلي
source-phone = الهاتف
source-sms = رسائل SMS
source-email = البريد الإلكتروني
source-google = غوغل
source-channel-manager = بوابة حجز
source-other = مصدر آخر
status-bot-handling = لدى البوت
status-awaiting-agent = بانتظار موظف
status-agent-assigned = لدى موظف
status-resolved = منتهية
status-expired = انتهت مهلتها
status-other = حالة أخرى
presence-online = متصل
presence-away = بعيد
presence-offline = غير متصل
presence-other = غير معروف
role-owner = المالك
role-manager = مدير
role-agent = موظف استقبال
role-housekeeping = التدبير الفندقي
role-other = موظف
you = أنت
bot = البوت

## Rail and account

rail-label = الرئيسية
rail-inbox = الوارد
rail-waiting = { $count } بالانتظار
account-open = { $name }، { $presence }. الحساب
account-devices = الأجهزة المسجّل دخولها…
account-theme = المظهر
theme-light = فاتح
theme-dark = داكن
theme-system = مثل النظام
account-sign-out = تسجيل الخروج
account-quit = إنهاء Bellhop
sign-out-title = تسجيل الخروج وهناك { $count ->
    [one] شيء واحد
    [two] شيئان
    [few] { $count } أشياء
   *[other] { $count } شيئًا
  } بانتظار الإرسال؟
sign-out-text = لن يضيع شيء: ما ينتظر يُرسَل من هذا الجهاز باسمك حالما يجيب الخادم. وما يحتاج إلى قرارك ينتظر تسجيل دخولك هنا من جديد.
sign-out-confirm = تسجيل الخروج
cancel = إلغاء
close = إغلاق
devices-title = الأجهزة المسجّل دخولها
devices-hint = الجهاز الذي تلغيه يُسجَّل خروجه وتُمحى نسخته من الوارد.
devices-this = هذا الجهاز
devices-seen = آخر ظهور { $time }
devices-revoke = إلغاء
devices-revoke-named = إلغاء { $name }
devices-none = لا أجهزة.

## List

inbox = الوارد
list-label = المحادثات
search-label = البحث بالاسم أو الهاتف أو الرسالة
search-placeholder = اسم أو هاتف أو رسالة
search-clear = مسح البحث
search-guests = الضيوف: { $count }
search-guests-newest = الضيوف: أحدث { $count }
search-messages = الرسائل: { $count }
search-messages-newest = الرسائل: أحدث { $count }
search-older = عرض الأقدم
search-none = لا شيء يطابق «{ $text }».
search-instead = لا شيء يطابق «{ $text }». المعروض: { $instead }
search-limit = البحث في الرسائل يصل إلى { $date }.
filter-channel = القناة
filter-status = الحالة
filter-assignee = المسؤول
filter-many = { $first } +{ $more }
filter-open = المفتوحة
filter-all = الكل
filter-me = أنا
filter-nobody = لا أحد
filter-clear = مسح
waiting-strip = { $count } بالانتظار، أطولهم { $time }
waiting-strip-as-of = { $count ->
    [one] كان ضيف واحد
    [two] كان ضيفان
    [few] كان { $count } ضيوف
   *[other] كان { $count } ضيفًا
  } بالانتظار عند { $time }
waiting-show = عرض
waiting-all = عرض الكل
row-waiting = ينتظر منذ { $time }
row-in-house = مقيم، غرفة { $room }
row-arriving = يصل { $date }
row-arriving-tag = { $date }
row-unread = { $count ->
    [one] رسالة غير مقروءة
    [two] رسالتان غير مقروءتين
    [few] { $count } رسائل غير مقروءة
   *[other] { $count } رسالة غير مقروءة
  }
row-assigned = مسندة إلى { $name }
row-failed = الرسالة الأخيرة لم تُرسَل
row-queued = { $count ->
    [one] شيء واحد
    [two] شيئان
    [few] { $count } أشياء
   *[other] { $count } شيئًا
  } بانتظار الإرسال
row-last = آخر رسالة: { $text }
row-no-message = لا رسائل بعد
who-bot = البوت:
who-you = أنت:
who-staff = { $name }:
held-changes = { $count ->
    [one] واحدة أحدث في الأعلى
    [two] اثنتان أحدث في الأعلى
   *[other] { $count } أحدث في الأعلى
  }
list-empty-title = لا محادثات بعد
list-empty-text = عندما يكتب ضيف على إحدى قنواتك يظهر هنا.
list-none-title = لا محادثات مطابقة
list-none-text = المرشّح يخفيها كلها.
list-waiting-none = لا أحد ينتظر.
list-loading = تحميل المحادثات
list-fetching = لا تزال المحادثات الأقدم تُجلَب من الخادم.
list-error = تعذّرت قراءة القائمة. { $reason }
retry = إعادة المحاولة
copy-details = نسخ التفاصيل
copied = نُسخ

## Thread

thread-label = المحادثة
thread-none = اختر محادثة
thread-none-hint = للتنقل
thread-none-hint-open = للرد
thread-actions = إجراءات المحادثة
thread-loading = تحميل الرسائل
thread-error = تعذّرت قراءة هذه المحادثة. { $reason }
thread-older = تُجلَب الرسائل الأقدم من الخادم…
thread-older-out-of-reach = الرسائل الأقدم على الخادم، وتصل عند عودة الاتصال.
messages-label = الرسائل
messages-new = { $count ->
    [one] رسالة جديدة
    [two] رسالتان جديدتان
    [few] { $count } رسائل جديدة
   *[other] { $count } رسالة جديدة
  }
messages-newest = الأحدث
messages-latest = الانتقال إلى الأحدث
message-shown = المعروض: { $text }
sought-fetching = هذه الرسالة ليست على هذا الجهاز، وتُجلَب الآن من الخادم…
sought-out-of-reach = هذه الرسالة ليست على هذا الجهاز، وتُجلَب عند عودة الاتصال.
sought-absent = لم تعد هذه الرسالة هنا.
sought-stop = إيقاف البحث
sought-close = إغلاق
back-to-list = العودة إلى القائمة
action-claim = استلام
action-yours = لديك
action-yours-queued = الاستلام بالانتظار
action-assign = إسناد
action-resolve = إنهاء
action-hand-back = إعادة إلى البوت
action-take-over = تولّي المحادثة
action-reopen = إعادة فتح
action-other = تغيير
assign-nobody = لا زميل يمكن الإسناد إليه.
labels = التصنيفات
labels-search = تصنيف، بالاسم
labels-empty = ليس للفندق تصنيفات بعد.
guest-details = تفاصيل الضيف
key-hint = { $label } ({ $key })
queued-change = بانتظار الإرسال: { $change }

stay-room = غرفة { $room }
stay-arrives = يصل { $date }
stay-arrives-today = يصل اليوم
stay-leaves-today = يغادر اليوم
stay-until = مقيم حتى { $date }
stay-room-arrives = غرفة { $room }، يصل { $date }
stay-room-arrives-today = غرفة { $room }، يصل اليوم
stay-room-leaves-today = غرفة { $room }، يغادر اليوم
stay-room-until = غرفة { $room } حتى { $date }

banner-offline-title = لا اتصال منذ { $time }.
banner-offline-title-unknown = لا اتصال.
banner-offline-text = ما تكتبه محفوظ ويُرسَل لاحقًا.
banner-next-try = المحاولة التالية بعد { $seconds } ث
banner-try-now = حاول الآن
banner-channel-title = { $connection } يبلّغ عن خطأ.
banner-channel-text = قد لا تصل الرسائل إلى الضيوف. يمكن لمدير أن يراجع الاتصال.
banner-waiting-title = بانتظار موظف منذ { $time }.
banner-waiting-now = بانتظار موظف.
banner-bot-title = البوت يتولى هذه المحادثة.
banner-bot-text = يجيب الضيف حتى تتولاها.
banner-other-title = هذه المحادثة لدى { $name }.
banner-other-text = يمكنك المتابعة وترك ملاحظات.
banner-beside-text = البوت صامت ما دامت المحادثة لديك.
new-to = الضيف، بالاسم أو بالرقم
new-hint = اكتب اسمًا، أو رقمًا مع رمز البلد.
new-none = لا أحد يطابق «{ $text }»، وليس رقم هاتف.
new-guest = ضيف جديد، { $number }
new-name = الاسم، إن كنت تعرفه
new-account = الكتابة من
new-from = من { $account }
new-no-account = ليس لهذا الفندق رقم يمكنه البدء بالكتابة.
new-start = اختيار قالب
beside-writing = { $name } يكتب ردًا.
beside-open = { $more ->
    [0] المحادثة مفتوحة أيضًا لدى { $name }.
   *[other] المحادثة مفتوحة أيضًا لدى { $name } و{ $more } غيره.
}
banner-agent-title = مسندة، ولكن ليس لأحد تراه.
banner-resolved-title = منتهية.
banner-resolved-text = رسالة الضيف التالية تفتحها من جديد مع البوت.
banner-expired-title = انتهت مهلتها دون جواب.
banner-expired-text = رسالة الضيف التالية تبدأ من جديد مع البوت.
reason-asked-for-person = الضيف طلب موظفًا.
reason-not-understood = لم يفهم البوت ثلاث رسائل.
reason-bot-off = البوت متوقف لهذا الضيف.
reason-other = البوت أحال هذه المحادثة.
brief-title = ما يعرفه البوت حتى الآن
brief-language = باللغة { $language }
brief-asked = جاء بهذا الطلب
brief-reason = سبب الحاجة إلى موظف
brief-since = وقت الإحالة
brief-waits = { $time }، ينتظر { $wait }
brief-stopped = توقف عند:

event-escalated-asked-for-person = { $who } أحالها إلى الفريق: الضيف طلب موظفًا
event-escalated-not-understood = { $who } أحالها إلى الفريق: ثلاث رسائل لم تُفهَم
event-escalated-bot-off = { $who } أحالها إلى الفريق: البوت متوقف لهذا الضيف
event-escalated-other = { $who } أحالها إلى الفريق
event-claimed = { $who } استلم المحادثة
event-taken-over = { $who } تولى المحادثة من البوت
event-assigned = { $who } أسندها إلى { $to }
event-resolved = { $who } أنهى المحادثة
event-reopened = { $who } أعاد فتح المحادثة
event-handed-back = { $who } أعادها إلى البوت
event-returned-to-bot = لم يستلمها أحد في الوقت، فعادت إلى البوت
event-expired = انتهت مهلتها دون جواب
event-schedule-cancelled = { $who } ألغى رسالة { $time }
event-number-changed = تغيّر رقم الضيف
event-identity-changed = لدى الضيف هاتف جديد أو أعاد تثبيت واتساب
event-mailed = غادر الضيف الدردشة، فأُرسلت إليه بالبريد الإلكتروني { $count ->
    [one] الرسالة
    [two] الرسالتان
    [few] { $count } رسائل
   *[other] { $count } رسالة
  }
event-not-mailed-address = غادر الضيف الدردشة ولم تُرسَل الرسالة بالبريد الإلكتروني: لا أحد يستقبل البريد على العنوان الذي أعطاه
event-not-mailed-refused = غادر الضيف الدردشة ولم تُرسَل الرسالة بالبريد الإلكتروني: رفضها خادم البريد
event-not-mailed-unreachable = غادر الضيف الدردشة ولم تُرسَل الرسالة بالبريد الإلكتروني: تعذر الوصول إلى خادم البريد
event-not-mailed-unknown = غادر الضيف الدردشة. لا يُعرَف هل وصلت الرسالة بالبريد الإلكتروني، ولن تُرسَل مرة أخرى تلقائيًا
event-not-mailed-off = غادر الضيف الدردشة ولم تُرسَل الرسالة بالبريد الإلكتروني: البريد الإلكتروني متوقف
event-not-mailed-other = غادر الضيف الدردشة ولم تُرسَل الرسالة بالبريد الإلكتروني
event-other = حدث شيء لا يستطيع هذا الإصدار عرضه
event-somebody = زميل

author-guest = الضيف
author-bot = البوت
author-staff = الفريق
author-system = حدث
author-note = ملاحظة داخلية
author-other = رسالة
message-label = { $who }، { $time }: { $text }
note-label = ملاحظة من { $name }، للفريق فقط، { $time }: { $text }
note-by = { $name }، يراها الفريق فقط
note-by-you = أنت، يراها الفريق فقط
bot-buttons = البوت، أزرار
bot-list = البوت، قائمة
staff-buttons = أزرار
quote-you = أنت
quote-staff = الفريق
quote-missing = رسالة سابقة
reaction-by-guest = تفاعل الضيف بـ { $emoji }
reaction-by-staff = تفاعلنا بـ { $emoji }
reaction-waiting = تفاعلنا بـ { $emoji }، بانتظار الإرسال
reaction-failed = تفاعلنا بـ { $emoji } ولم يصل إلى الضيف. { $reason }
reaction-thumbs-up = إعجاب
reaction-heart = قلب
reaction-laughing = ضحك
reaction-surprised = دهشة
reaction-thanks = شكرًا
reaction-celebrating = احتفال
state-waiting = بانتظار الإرسال
state-queued = قيد الإرسال
state-scheduled = تُرسَل لاحقًا
state-sent = أُرسلت
state-delivered = وصلت
state-read = قُرئت
state-failed = لم تُرسَل
state-held = موقوفة
state-unknown = ربما وصلت
state-received = مستلمة
state-stored = محفوظة
state-other = حالة غير معروفة
message-edited = معدّلة
message-forwarded = معاد توجيهها
message-revoked = حذف الضيف هذه الرسالة
message-waiting-offline = { $count ->
    [one] تُرسَل عند عودة الاتصال
    [two] رسالتان محفوظتان هنا، تُرسَلان بهذا الترتيب عند عودة الاتصال
    [few] { $count } رسائل محفوظة هنا، تُرسَل بهذا الترتيب عند عودة الاتصال
   *[other] { $count } رسالة محفوظة هنا، تُرسَل بهذا الترتيب عند عودة الاتصال
  }
message-unknown = انقطع الاتصال أثناء الإرسال. ربما وصلت.
message-held = لم تُرسَل بعد: { $reason }
message-failed = لم تُرسَل. { $reason }
message-release = إرسال كما هي
message-discard = تجاهل
message-delete = حذف
send-as-template = إرسال كقالب
scheduled-today = تُرسَل اليوم عند { $time }
scheduled-tomorrow = تُرسَل غدًا عند { $time }
scheduled-on = تُرسَل { $day } عند { $time }
scheduled-cancelling = يجري إلغاؤها. قد تُرسَل مع ذلك.
scheduled-edit = تعديل
restored-leave = عدم الإرسال
upload-label = الرفع
upload-of = { $sent } من { $size }
upload-stopped = لم تُرسَل. توقف الرفع عند { $percent }%.
typing = { $name } يكتب
tools-label = هذه الرسالة
tool-react = تفاعل
tool-quote = اقتباس
tool-copy = نسخ النص
tool-open = فتح…
tool-more = المزيد
quote-go = الانتقال إلى هذه الرسالة

content-image = صورة
content-video = فيديو
content-audio = ملف صوتي
content-voice = رسالة صوتية
content-document = ملف
content-sticker = ملصق
content-location = موقع
content-contacts = { $count ->
    [one] جهة اتصال
    [two] جهتا اتصال
    [few] { $count } جهات اتصال
   *[other] { $count } جهة اتصال
  }
content-buttons = أزرار
content-list = قائمة
content-choice-reply = اختيار
content-form-reply = نموذج معبّأ
content-form-empty = تعذّرت قراءة الأجوبة.
content-order = { $count ->
    [one] طلب بصنف واحد
    [two] طلب بصنفين
    [few] طلب بـ { $count } أصناف
   *[other] طلب بـ { $count } صنفًا
  }
content-call-granted = الضيف يسمح بالمكالمات
content-call-denied = الضيف لا يسمح بالمكالمات
content-call-permission = جواب عن المكالمات
content-template = قالب { $name }
content-event = حدث
content-unsupported = أرسل الضيف شيئًا لا يمكن عرضه هنا
content-unsupported-there = أرسل الضيف شيئًا يُعرَض في { $channel } فقط
content-unsupported-on = { $what }، يُعرَض في { $channel } فقط
unsupported-poll = استطلاع
unsupported-poll-creation = استطلاع
unsupported-poll-update = صوت في استطلاع
unsupported-sticker = ملصق
unsupported-lottie-sticker = ملصق متحرك
unsupported-story = قصة
unsupported-ephemeral = رسالة مؤقتة
unsupported-view-once = صورة تُرى مرة واحدة
unsupported-event = دعوة إلى فعالية
unsupported-product = منتج
unsupported-ads = إعلان
unsupported-reel = مقطع ريل
open-in-whatsapp = فتح في واتساب
template-utility = خدمية
template-marketing = تسويقية
template-authentication = توثيق
template-service = خدمة
template-other = فئة سعر أخرى
picture-from-guest = { $kind } من الضيف
picture-from-us = { $kind } منا
photo-open = فتح { $what }
viewer-label = صور هذه المحادثة
viewer-place = { $at } من { $of }
viewer-previous = الصورة السابقة
viewer-next = الصورة التالية
voice-play = تشغيل { $what }، { $time }
voice-pause = إيقاف { $what } مؤقتًا
voice-position = الموضع في { $what }
voice-place = { $at } من { $of }
voice-speed = السرعة { $speed } مرات
voice-times = { $speed }×
voice-failed = لا يمكن تشغيل هذا الصوت هنا.
film-play = تشغيل { $what }
film-failed = لا يمكن تشغيل هذا الفيديو هنا.
file-ask = فتح { $name }، { $size }
file-open-title = فتح { $name }؟
file-open-text = جاء من { $name } ويُفتح في برنامج آخر. افتحه فقط إن كنت تنتظره.
file-open-text-ours = يُفتح في برنامج آخر.
file-open = فتح
file-save = حفظ في التنزيلات
file-saved = حُفظ في التنزيلات باسم { $name }.
location-open = فتح الخريطة
contact-unnamed = بلا اسم
copy-what = نسخ { $what }
choices-label = الخيارات
choice-tapped = اختاره الضيف:
content-other = رسالة لا يستطيع هذا الإصدار عرضها
media-fetching = قيد الجلب
media-too-large = أكبر من أن يُجلَب
media-gone = لم يعد لدى المزوّد
media-type = من نوع غير مقبول
media-checksum = وصل تالفًا
media-host = مرفوض: ليس من المزوّد
media-network = تعذّر جلبه
media-other = تعذّر جلبه
media-not-loaded = لم يُحمَّل.
location-at = { $latitude }, { $longitude }

## Composer

mode-reply = رد
mode-note = ملاحظة داخلية
modes-label = نوع الرسالة
composer-reply-on = الرد عبر { $channel }
composer-offline = اكتب ردًا، يُرسَل عند عودة الاتصال
composer-behind = قد تكون هذه المحادثة متأخرة، وآخر تحقّق { $time }. يمكنك الإرسال: إن كان زميل قد أجاب بعدها يُوقَف ردّك حتى تقرر.
composer-behind-unknown = قد تكون هذه المحادثة متأخرة. يمكنك الإرسال: إن كان زميل قد أجاب في أثناء ذلك يُوقَف ردّك حتى تقرر.
composer-fetching = لا تزال هذه المحادثة تُجلَب. يمكنك الإرسال: إن كان زميل قد أجاب فعلًا يُوقَف ردّك حتى تقرر.
composer-note = اكتب ملاحظة لزملائك
composer-note-label = ملاحظة داخلية
composer-reply-label = رد
composer-claim = استلم هذه المحادثة للرد.
composer-bot = البوت يجيب. تولَّ المحادثة للرد.
composer-other = هذه المحادثة لدى { $name }. يمكنك ترك ملاحظة.
composer-resolved = هذه المحادثة منتهية. أعد فتحها للرد.
composer-expired = انتهت مهلة هذه المحادثة. أعد فتحها للرد.
composer-forbidden = يمكنك بدورك ترك ملاحظات دون الكتابة إلى الضيوف.
composer-closed = انتهت الساعات الأربع والعشرون: لا يقبل { $channel } نصًا حرًا حتى يكتب الضيف من جديد. الملاحظات متاحة.
composer-never = لم يكتب الضيف بعد، لذا لا يقبل { $channel } نصًا حرًا. الملاحظات متاحة.
composer-closed-template = لا يقبل { $channel } الآن سوى قالب معتمد.
composer-never-template = لم يكتب الضيف بعد: لا يقبل { $channel } سوى قالب معتمد.
draft-unsaved = المسودة غير محفوظة على هذا الجهاز. { $reason }
attach = إرفاق ملفات
attachments = الملفات المرفقة
attachment-progress = { $name }، قُرئ { $percent }%
attachment-remove = إزالة { $name }
attachment-cancel = إلغاء { $name }
attachment-too-large = { $name }، { $size }، والحد { $limit }
attachment-type = { $name } من نوع لا تقبله هذه القناة
attachment-empty = { $name } فارغ
attachment-no-media = { $name }: هذه القناة لا تقبل ملفات
attachment-program = { $name } برنامج، والبرامج لا تُرسَل
attachment-other = لا يمكن إرسال { $name } عبر هذه القناة
attachment-torn = لم يُقرأ { $name } حتى نهايته؛ أرفقه من جديد
attachment-failed = لم يُرفَق { $name }. { $reason }
error-unreadable = تعذّرت قراءة الملف.
drop-here = أفلِت للإرفاق
quote-remove = بلا اقتباس
emoji = رموز تعبيرية
emoji-search = البحث في الرموز التعبيرية
emoji-categories = أنواع الرموز التعبيرية
emoji-recent = الأخيرة
emoji-smileys = وجوه
emoji-people = أشخاص
emoji-nature = طبيعة
emoji-food = طعام
emoji-travel = سفر
emoji-activities = أنشطة
emoji-objects = أشياء
emoji-symbols = علامات
emoji-none = لا رمز بهذا الاسم.
emoji-failed = تعذّرت قراءة قائمة الرموز.
mention = ذكر زميل
mention-label = الزملاء
mention-none = لا زميل بهذا الاسم.
schedule = إرسال لاحقًا
schedule-caption = إرسال لاحقًا، بتوقيت الفندق
schedule-afternoon = بعد ظهر اليوم، { $time }
schedule-tomorrow = غدًا، { $time }
schedule-pick = اختيار يوم ووقت…
schedule-day = اليوم
schedule-time = الوقت
schedule-confirm = إرسال عندئذ
schedule-no-time = اكتب وقتًا مثل 08:30.
schedule-past = هذا الوقت مضى.
schedule-window = بعد { $day }، { $time } لا يقبل { $channel } سوى قالب.
month-before = الشهر السابق
month-after = الشهر التالي
template = قالب رسالة
template-choose = اختيار قالب
template-title = قوالب { $channel }
template-list = القوالب
template-search = البحث في القوالب
template-none = لا قالب يطابق «{ $query }».
template-empty = لا قالب معتمد لهذه القناة بعد.
template-preview = كما يراه الضيف
template-blank = فراغ { $number }
template-blank-empty = يجب ملء هذا.
template-too-long = الرسالة طويلة؛ المسموح { $limit } حرف.
template-failed = لم يُرسَل. { $reason } ما كتبته ما زال هنا.
template-send = إرسال القالب
template-field-guestname = اسم الضيف
template-field-reference = رقم الحجز
template-field-checkin = الوصول
template-field-checkout = المغادرة
template-field-totalamount = الإجمالي
template-field-currency = العملة
template-field-roomname = الغرفة
send = إرسال
queue = إلى قائمة الانتظار
add-note = إضافة ملاحظة
canned-open = ردود جاهزة
canned-label = ردود جاهزة
canned-matching = ردود جاهزة تطابق { $query }
canned-none = لا رد جاهز يطابق «{ $query }».
canned-empty = لا ردود جاهزة بعد.
canned-choose = اختيار
canned-insert = إدراج
canned-next-blank = الفراغ التالي
canned-close = إغلاق
characters-left = بقي { $count }
characters-over = { $count } زائدة
send-failed = لم تُرسَل. { $reason } نصك ما زال هنا.
window-open = مهلة الرد { $left }
window-soon = تُغلَق عند { $time }، بقي { $left }
window-shut = أُغلقت مهلة الرد { $time }
window-shut-day = أُغلقت مهلة الرد { $date }، { $time }
window-never = مهلة الرد لم تُفتح
window-meter = بقي { $percent }% من الوقت

## Guest panel

guest-title = الضيف
guest-hide = إخفاء تفاصيل الضيف
guest-show = إظهار تفاصيل الضيف
guest-error = تعذرت قراءة بيانات الضيف. { $reason }
guest-restricted = دورك لا يرى بيانات الاتصال والإقامات.
guest-whatsapp = واتساب
guest-email = البريد
guest-field-phone = الهاتف
guest-field-email = البريد
guest-field-speaks = اللغة
guest-field-clock = الوقت عنده
guest-clock-city = { $time } في { $place }
guest-clock-country = { $time }، { $place }
city-sao-paulo = ساو باولو
city-araguaina = أراغواينا
city-cuiaba = كويابا
city-campo-grande = كامبو غراندي
city-rio-branco = ريو برانكو
city-porto-velho = بورتو فاليو
city-bahia = باهيا
city-maceio = ماسيو
city-fortaleza = فورتاليزا
city-recife = ريسيفي
city-belem = بيليم
city-manaus = ماناوس
city-boa-vista = بوا فيستا
city-new-york = نيويورك
city-chicago = شيكاغو
city-denver = دنفر
city-phoenix = فينكس
city-los-angeles = لوس أنجلوس
city-toronto = تورونتو
city-vancouver = فانكوفر
city-lisbon = لشبونة
city-madeira = ماديرا
city-azores = جزر الأزور
city-madrid = مدريد
city-canary = جزر الكناري
city-kyiv = كييف
guest-field-username = اسم المستخدم
guest-field-company = حجز بواسطة
guest-field-source = المصدر
guest-field-channel = القناة
guest-field-room = الغرفة
guest-field-conversations = المحادثات
guest-field-since = معروف منذ
guest-none = لا شيء معروف عن هذا الضيف بعد.
stay-title = الإقامة
stay-coming = إقامات قادمة
stay-none = لا إقامة الآن أو لاحقًا.
stay-as-of = حتى { $time }
stay-nights = { $nights ->
    [one] ليلة واحدة
    [two] ليلتان
    [few] { $nights } ليالٍ
   *[other] { $nights } ليلة
  }
stay-adults = { $adults ->
    [one] بالغ واحد
    [two] بالغان
    [few] { $adults } بالغين
   *[other] { $adults } بالغًا
  }
stay-children = { $children ->
    [one] طفل واحد
    [two] طفلان
    [few] { $children } أطفال
   *[other] { $children } طفلًا
  }
stay-people = { $adults } + { $children }
stay-line = { $range }، { $nights }، { $people }
stay-paid = { $total }، مدفوعة
stay-to-pay = { $total }، للدفع
stay-reference-copy = نسخ { $reference }
stay-status-in-house = مقيم
stay-status-arrives-today = يصل اليوم
stay-status-leaves-today = يغادر اليوم
stay-status-confirmed = مؤكدة
stay-status-checked-in = مقيم
stay-status-checked-out = غادر
stay-status-cancelled = ملغاة
stay-status-no-show = لم يحضر
stay-status-other = محجوزة
lifetime-title = الإجمالي
lifetime-stays = إقامات
lifetime-nights = ليالٍ
lifetime-spent = إنفاق
past-title = إقامات سابقة
past-all = كل { $count }
past-fewer = أقل
past-none = لا إقامات سابقة.

## Status bar

status-connected = متصل
status-behind = يلحق بالجديد
status-offline = غير متصل
status-since = منذ { $time }
status-synced = آخر مزامنة { $time }
status-as-of = كل المعروض حتى { $time }
status-history = السجل كامل حتى { $date }
status-channels = { $count ->
    [0] لا قناة تعمل
    [one] قناة واحدة تعمل
    [two] قناتان تعملان
    [few] { $count } قنوات تعمل
   *[other] { $count } قناة تعمل
  }
status-channels-error = { $count } بها خطأ
status-waiting-to-send = { $count } بانتظار الإرسال
status-attention = { $count ->
    [one] شيء يحتاج إلى نظرة
    [two] شيئان يحتاجان إلى نظرة
    [few] { $count } أشياء تحتاج إلى نظرة
   *[other] { $count } شيئًا يحتاج إلى نظرة
  }
status-dead-letters = { $count ->
    [one] رسالة من قناة لم تُفهَم
    [two] رسالتان من قنوات لم تُفهَما
    [few] { $count } رسائل من قنوات لم تُفهَم
   *[other] { $count } رسالة من قنوات لم تُفهَم
  }
status-sent = أُرسل { $count }
status-polling = سؤال كل 3 ثوانٍ
status-polling-why = الخط المستمر إلى الخادم لا يعمل هنا، فيسأل هذا الجهاز عن الجديد كل 3 ثوانٍ.
status-clock = { $minutes ->
    [one] ساعة هذا الجهاز غير مضبوطة بدقيقة
    [two] ساعة هذا الجهاز غير مضبوطة بدقيقتين
    [few] ساعة هذا الجهاز غير مضبوطة بمقدار { $minutes } دقائق
   *[other] ساعة هذا الجهاز غير مضبوطة بمقدار { $minutes } دقيقة
  }
status-clock-why = الأوقات المعروضة هنا تتبع خادم الفندق. اضبط ساعة هذا الجهاز وإلا عرضت البرامج الأخرى أوقاتًا مختلفة.
hint-next = تنقل
hint-reply = رد
hint-note = ملاحظة
hint-claim = استلام
hint-resolve = إنهاء
hint-palette = أوامر
hint-keys = كل المفاتيح
hint-send = إرسال
hint-add-note = إضافة ملاحظة
hint-queue-reply = إلى الانتظار
hint-new-line = سطر جديد
hint-canned = ردود جاهزة
hint-leave = خروج
hint-queue = ما ينتظر
hint-enter = فتح
hint-larger = نص أكبر
outbox-title = بانتظار الإرسال
outbox-empty = لا شيء ينتظر.
outbox-hint = محفوظ على هذا الجهاز، ويمكن إغلاق النافذة. الرد الذي تجاوز مهلة 24 ساعة لا يُرسَل دون سؤالك.
outbox-send-message = رد على { $name }
outbox-add-note = ملاحظة عن { $name }
outbox-retry-message = إعادة محاولة لـ { $name }
outbox-claim = استلام { $name }
outbox-take-over = تولّي { $name }
outbox-assign = إسناد { $name }
outbox-resolve = إنهاء { $name }
outbox-reopen = إعادة فتح { $name }
outbox-hand-back = إعادة { $name } إلى البوت
outbox-mark-read = وضع { $name } كمقروء
outbox-mark-unread = وضع { $name } كغير مقروء
outbox-set-labels = تصنيفات { $name }
outbox-start-conversation = محادثة جديدة مع { $name }
outbox-create-contact = ضيف جديد
outbox-set-presence = تغيير الحضور
outbox-replay-dead-letter = إعادة معالجة ما لم يُفهَم
outbox-other = تغيير
outbox-state-queued = بالانتظار
outbox-state-sending = قيد الإرسال
outbox-state-held = موقوف
outbox-state-refused = مرفوض
outbox-state-sent = أُرسل
outbox-state-other = ينتظر
outbox-discard = تجاهل: { $what }
outbox-release = إرسال كما هو
dead-title = لم يُفهَم
dead-hint = يُحفَظ 30 يومًا. الإعادة تحاول من جديد، مثلًا بعد تحديث.
dead-replay = إعادة
dead-line = { $time }، { $size }
dead-letter-broken-json = JSON معطوب
dead-letter-unknown-shape = JSON بشكل غير معروف
dead-letter-unknown-receiver = لرقم غير متصل هنا
dead-letter-failing = فشل ثلاث مرات
dead-letter-other = لم يُفهَم

## Notices and errors

notice-failed = لم ينجح ذلك. { $reason }
error-not-signed-in = أنت غير مسجّل الدخول.
error-not-found = لم يعد موجودًا.
error-invalid = لم يقبله التطبيق.
error-forbidden = دورك لا يسمح بذلك.
error-offline = الخادم بعيد المنال.
error-disk-full = قرص هذا الجهاز ممتلئ.
error-disk-error = قرص هذا الجهاز يبلّغ عن خطأ.
error-program-refused = هذا برنامج. لا يفتح Bellhop البرامج أبدًا.
error-no-file = تعذّر جلب الملف من الخادم.
error-unplayable = لا يمكن تشغيل هذا الصوت هنا.
error-internal = ارتكب Bellhop خطأ؛ لم يتغير شيء.
error-other = السبب جديد على هذا الإصدار من Bellhop.

refusal-ok = تم.
refusal-forbidden = دورك لا يسمح بذلك.
refusal-not-found = لم يعد موجودًا.
refusal-invalid = لم يقبله الخادم.
refusal-window-closed = مهلة 24 ساعة مغلقة.
refusal-already-claimed = استلمها زميل.
refusal-wrong-status = المحادثة الآن في حالة أخرى.
refusal-not-yours = المحادثة ليست لديك؛ استلمها أولًا.
refusal-owner-changed = صارت المحادثة لشخص آخر منذ كتبت.
refusal-given-back = عادت المحادثة إلى المساعد الآلي منذ كتبت. تولّها لترسل هذه.
refusal-resolved-meanwhile = أُنهيت المحادثة منذ كتبت. أعد فتحها لترسل هذه، أو اكتب في محادثة الضيف الأحدث.
refusal-colleague-answered = أجاب زميل منذ كتبت.
refusal-guest-wrote = كتب الضيف منذ كتبت.
refusal-too-late = فات الوقت الذي كان يجب أن تُرسل فيه.
refusal-template = لم يعد القالب معتمدًا، أو أن فراغاته لا تطابق.
refusal-device-away = غاب هذا الجهاز أكثر من 90 يومًا.
refusal-relay-restored = استُعيد خادم الفندق من نسخة احتياطية، ولا يُعرف هل وصلت هذه إلى الضيف.
refusal-depends = شيء يسبقه لم يتم.
refusal-erased = مُحي هذا الضيف، ولم يُحفظ شيء.
refusal-duplicate = توجد جهة اتصال بهذا الرقم.
refusal-attachment = لا تقبل القناة هذا الملف.
refusal-attachment-missing = لم يصل الملف؛ أرفقه مرة أخرى.
refusal-upload-stopped = أُوقف الرفع.
refusal-quota = ملفات كثيرة في الطريق؛ ستُعاد المحاولة لاحقًا.
refusal-connection-down = القناة متوقفة أو بها خطأ.
refusal-rate-limited = كثير دفعة واحدة؛ يُعاد لاحقًا.
refusal-conflict = طُلب الشيء نفسه من قبل بشكل آخر.
refusal-internal = ارتكب الخادم خطأ؛ لم يتغير شيء.
refusal-other = السبب جديد على هذا الإصدار من Bellhop.

failure-window-closed = كانت مهلة 24 ساعة مغلقة.
failure-window-closed-at = أُغلقت مهلة 24 ساعة عند { $time }.
failure-undeliverable = تعذّر تسليمها إلى هذا الرقم.
failure-token = انتهت صلاحية القناة؛ على مدير أن يصلها من جديد.
failure-rate = أخذت القناة رسائل كثيرة دفعة واحدة.
failure-provider = لدى القناة مشكلة.
failure-parameter = لم تقبل القناة الرسالة.
failure-blocked = لا يستقبل الضيف رسائل من الفندق.
failure-media = لم يُقبَل الملف.
failure-template = لم يعد القالب معتمدًا، أو أنه تغيّر.
failure-restored = استُعيد خادم الفندق من نسخة احتياطية. ربما وصلت الرسالة، ولن تُرسل مجددًا من تلقاء نفسها.
failure-network = تعذّر الوصول إلى القناة.
failure-other = ذكرت القناة سببًا لا يعرفه هذا الإصدار.

sign-in-wrong-password = البريد أو كلمة المرور غير صحيحة.
sign-in-too-many-tries = محاولات كثيرة. { $seconds ->
    [0] انتظر لحظة.
   *[other] حاول بعد { $wait }.
  }
sign-in-unreachable = لا جواب من هذا العنوان.
sign-in-not-a-relay = هناك من يجيب، لكنه ليس خادم Bellhop.
sign-in-certificate = شهادة هذا العنوان غير موثوقة.
sign-in-insecure-address = تُقبَل عناوين https فقط، إلا على هذا الجهاز.
sign-in-bad-address = هذا ليس عنوانًا.
sign-in-old-relay = هذا الخادم أقدم من أن يعمل مع هذا الإصدار من Bellhop.
sign-in-code-unknown = هذا الرمز غير معروف أو مستخدَم أو قديم.
sign-in-weak-password = استخدم 10 أحرف على الأقل، لا كلمة مرور شائعة.
sign-in-email-taken = هناك من يسجّل دخوله بهذا البريد.
sign-in-missing-field = يرجى ملء هذا.
sign-in-no-keyring = تعذّر فتح حلقة مفاتيح النظام، فلا شيء يمكن حفظه بأمان.
sign-in-disk-full = قرص هذا الجهاز ممتلئ.
sign-in-disk-error = قرص هذا الجهاز يبلّغ عن خطأ.
sign-in-other = رفض الخادم لسبب لا يعرفه هذا الإصدار.

signed-out-device-revoked = أُلغي هذا الجهاز ومُحيت نسخته من الوارد.
signed-out-token-expired = لم يُستخدَم هذا الجهاز منذ زمن. يرجى تسجيل الدخول من جديد.
signed-out-token-unknown = لم يعد الخادم يعرف هذا الدخول. يرجى تسجيل الدخول من جديد.
signed-out-signed-out = سجّلت خروجك.
signed-out-cache-key-gone = ضاع مفتاح النسخة المحلية، فمُحيت. تعود من الخادم بعد تسجيل دخولك.
signed-out-cache-broken = كانت النسخة المحلية تالفة فمُحيت. تعود من الخادم بعد تسجيل دخولك.
signed-out-certificate = شهادة الخادم غير موثوقة. لم يضِع شيء.
signed-out-not-a-relay = شيء آخر يجيب عند عنوان الخادم. لم يضِع شيء.
signed-out-shift-over = أُغلقت النافذة دون إبقائك مسجّل الدخول.
signed-out-other = يرجى تسجيل الدخول من جديد. لم يضِع شيء.
signed-out-kept = { $count ->
    [one] شيء واحد ينتظر
    [two] شيئان ينتظران
    [few] { $count } أشياء تنتظر
   *[other] { $count } شيئًا ينتظر
  } على هذا الجهاز. لن يضيع شيء: يُرسَل حالما يجيب الخادم، أو بعد تسجيل دخولك.

relay-unreachable = الخادم لا يجيب.
relay-not-a-relay = شيء آخر يجيب عند عنوان الخادم.
relay-certificate = شهادة الخادم غير موثوقة.
relay-old-relay = الخادم أقدم من أن يعمل مع هذا الإصدار من Bellhop.
relay-other = يرفض الخادم لسبب لا يعرفه هذا الإصدار.

blocked-no-keyring = تعذّر فتح حلقة مفاتيح النظام
blocked-no-keyring-text = يحفظ Bellhop مفتاح نسخته المحلية هناك ولا مكان آخر. افتح حلقة المفاتيح أو ثبّتها (Secret Service على لينكس)، ثم شغّل Bellhop من جديد.
blocked-newer-cache = كُتبت النسخة المحلية بإصدار أحدث من Bellhop
blocked-newer-cache-text = ثبّت ذلك الإصدار من جديد أو إصدارًا أحدث. لم يتغير شيء.
blocked-disk-full = قرص هذا الجهاز ممتلئ
blocked-disk-full-text = أفسِح بعض المكان ثم شغّل Bellhop من جديد. لم يضِع شيء.
blocked-disk-error = قرص هذا الجهاز يبلّغ عن خطأ
blocked-disk-error-text = تعذّرت قراءة النسخة المحلية. لم يتغير شيء.
blocked-locked-offline = مقفل بعد زمن طويل دون اتصال
blocked-locked-offline-text = لم يصل هذا الجهاز إلى الخادم منذ زمن طويل. يُفتح حالما يصل إليه.
blocked-other = لا يستطيع Bellhop فتح نسخته المحلية
blocked-other-text = شغّل Bellhop من جديد. لم يتغير شيء.
opening-title = فتح الوارد
opening-keyring = يطلب النظام كلمة مرور حلقة مفاتيحه. هناك يُحفَظ مفتاح Bellhop.

## Sign-in

login-title = تسجيل الدخول إلى مكتب الاستقبال
login-relay = عنوان الخادم
login-relay-hint = العنوان الذي أعطاك إياه مديرك أو من يدير الخادم.
login-relay-ok = أجاب خلال { $milliseconds } م.ث
login-relay-named = { $name }
login-relay-unnamed = خادم Bellhop
login-relay-checking = جارٍ السؤال…
login-email = البريد الإلكتروني
login-password = كلمة المرور
login-password-show = إظهار كلمة المرور
login-password-hide = إخفاء كلمة المرور
login-keep = إبقائي مسجّل الدخول على هذا الجهاز
login-keep-hint = اترك هذا دون تحديد على جهاز مشترك. يُسجَّل خروجك عند إغلاق النافذة.
login-submit = تسجيل الدخول
login-busy = جارٍ تسجيل الدخول
login-code-link = إدخال رمز دعوة
login-forgot = نسيت كلمة المرور
login-forgot-text = يعطيك مدير رمزًا يضع كلمة جديدة، أو من يدير الخادم بالأمر:
login-forgot-command = bellhop-relay staff reset
login-version = Bellhop { $version }
login-relay-version = الخادم { $version }
workspace-title = أي فندق؟
workspace-text = تعمل في أكثر من فندق. اختر واحدًا.
workspace-back = رجوع
code-title = إدخال رمز دعوة
code-field = الرمز
code-hint = من مدير، أو مما يطبعه الخادم عند أول تشغيل.
code-continue = متابعة
code-back = العودة إلى تسجيل الدخول
code-owner-title = فتح مكتب استقبال جديد
code-owner-text = تصبح أنت المالك.
code-invite-title = أهلًا، { $name }
code-invite-title-unnamed = أهلًا
code-reset-title = وضع كلمة مرور جديدة
code-name = اسمك
code-hotel = اسم الفندق
code-new-password = اختر كلمة مرور
code-password-hint = 10 أحرف على الأقل.
code-finish = بدء
welcome-title = { $part ->
    [morning] صباح الخير، { $name }
    [afternoon] طاب يومك، { $name }
   *[evening] مساء الخير، { $name }
  }
welcome-text = أربع خطوات ويُفتح مكتب الاستقبال.
welcome-online = كن متصلًا
welcome-online-text = يُعلَن الضيوف الذين يطلبون موظفًا لمن هم متصلون.
welcome-online-go = اتصل
welcome-test = أرسل إلى نفسك رسالة تجربة
welcome-test-text = اكتب إلى الفندق من أي هاتف، وتصل الرسالة هنا خلال ثوانٍ.
welcome-test-chat = اكتب إلى الفندق كما يكتب الضيف، من أي متصفح:
welcome-test-copy = نسخ العنوان
welcome-test-open = فتح
welcome-claim = استلم المحادثة
welcome-claim-text = بعدها يصمت البوت ويصير الضيف لديك.
welcome-reply = رد
welcome-reply-text = ما تكتبه يصل إلى الضيف عبر قناته نفسها.
welcome-find = ابحث عن أي شيء
welcome-step-done = تمّت

## Keys and commands

guest-unnamed = ضيف
command-palette = أوامر وضيوف ورسائل
command-search = بحث في هذه الصفحة
command-keys = كل المفاتيح
command-inbox = إلى صندوق الوارد
command-new = محادثة جديدة
command-settings = الإعدادات
command-next = المحادثة التالية
command-previous = المحادثة السابقة
command-next-anywhere = المحادثة التالية، أثناء الكتابة أيضًا
command-previous-anywhere = المحادثة السابقة، أثناء الكتابة أيضًا
command-enter = فتح السطر أو بدء الرد
command-leave = إغلاق، أو ترك الحقل، أو العودة إلى القائمة
command-next-panel = اللوحة التالية
command-previous-panel = اللوحة السابقة
command-reply = رد
command-note = ملاحظة داخلية
command-claim = استلام
command-take-over = تولّي المحادثة من البوت
command-assign = إسناد
command-resolve = إنهاء، ومرة أخرى لإعادة الفتح
command-hand-back = إعادة إلى البوت
command-label = تصنيف
command-unread = وضع علامة غير مقروءة
command-quote = اقتباس الرسالة المحددة
command-undo = التراجع عن آخر تغيير للحالة
command-undo-short = تراجع
command-profile = بيانات الضيف
command-waiting = المنتظرون فقط
command-mine = ما لديّ فقط
command-open = المفتوحة فقط
command-send = إرسال
command-new-line = سطر جديد
command-send-resolve = إرسال وإنهاء
command-schedule = إرسال لاحقًا
command-canned = ردود جاهزة
command-blank = الفراغ التالي في رد جاهز
command-rewrite = إعادة كتابة رسالة منتظرة، في حقل فارغ
command-template = إرسال قالب رسالة
command-attach = إرفاق ملف
command-emoji = رموز تعبيرية
command-list-panel = إظهار القائمة أو إخفاؤها
command-guest-panel = إظهار بيانات الضيف أو إخفاؤها
command-retry = إعادة محاولة ما فشل هنا
command-queue = ما ينتظر الإرسال
command-presence = متصل، بعيد، غير متصل
command-larger = نص أكبر
command-smaller = نص أصغر
command-normal = النص بحجم ‏100%
command-other = أمر آخر
keys-title = كل المفاتيح
keys-or = أو
keys-change = تغيير المفاتيح…
keys-letters-off = الحروف المفردة موقوفة على هذا الحاسوب.
keys-group-find = بحث وذهاب
keys-group-move = تنقل
keys-group-conversation = المحادثة
keys-group-filter = القائمة
keys-group-write = كتابة
keys-group-window = النافذة
undone-take-over = تولّيت: { $name }
undone-hand-back = عادت إلى البوت: { $name }
undone-assign = أُسندت: { $name }
undone-resolve = انتهت: { $name }
undone-reopen = مفتوحة من جديد: { $name }
undone-other = تغيرت: { $name }
presence-now = أنت { $presence }.
palette-title = أوامر وضيوف ورسائل
palette-context = { $name }
palette-conversation = هذه المحادثة
palette-guests = الضيوف
palette-messages = الرسائل
palette-window = ذهاب وتنفيذ
palette-insert = إدراج { "\u2066" }/{ $shortcut }{ "\u2069" }، { $title }
palette-run = تنفيذ
palette-only-commands = أوامر فقط
palette-only-guests = ضيوف فقط
edge-list = عرض القائمة
edge-guest = عرض بيانات الضيف
edge-width = { $width } بكسل
sort = الترتيب: { $order }
sort-newest = الأحدث رسالةً أولًا
sort-oldest = الأقدم رسالةً أولًا
sort-waiting = الأطول انتظارًا أولًا
list-open-none = لا شيء مفتوح.
list-open-none-text = المحادثات المنتهية على بعد خطوة.

## Settings of this computer

settings-title = إعدادات هذا الحاسوب
settings-appearance = المظهر
settings-writing = الكتابة
settings-notifications = الإشعارات
settings-shortcuts = الاختصارات
settings-computer = هذا الحاسوب
settings-density = ارتفاع الأسطر
density-auto = كما تسمح النافذة
density-auto-hint = أسطر أقصر في نافذة قصيرة
density-comfortable = مريح
density-comfortable-hint = الأسطر الأطول دائمًا
density-compact = متراصّ
density-compact-hint = أكبر عدد ممكن من الأسطر
settings-text-size = حجم النص
percent = { $value }%
settings-enter = أي مفتاح يرسل
enter-sends-enter = Enter يرسل
enter-sends-enter-hint = Shift Enter لسطر جديد، و Ctrl Enter للإرسال والإنهاء
enter-sends-ctrl-enter = Ctrl Enter يرسل
enter-sends-ctrl-enter-hint = Enter لسطر جديد
settings-sound = الصوت
sound-all = للضيوف المنتظرين ولضيوفك
sound-escalations = للضيوف المنتظرين فقط
sound-off = بلا صوت
settings-quiet = ساعات الهدوء
settings-quiet-hint = لا يُعلَن خلالها إلا عن الضيوف المنتظرين. العبرة بتوقيت الفندق.
quiet-from = من
quiet-to = إلى
settings-lock-screen = أسماء الضيوف والشاشة مقفلة
settings-lock-screen-hint = عند الإيقاف يقول الإشعار فقط إن هناك رسالة جديدة من ضيف.
settings-letters = الحروف المفردة اختصارات
settings-letters-hint = عند الإيقاف تبقى فقط المفاتيح مع Ctrl أو Alt أو F.
shortcut-hint = اضغط مفتاحًا في الحقل لتغييره. Backspace يترك الأمر بلا مفتاح.
shortcut-of = مفتاح: { $command }
shortcut-none = لا شيء
shortcut-reset = إعادة
shortcut-reset-named = إعادة مفتاح: { $command }
shortcut-taken = { $key } هو مفتاح: { $command }.
shortcut-one-character = حرف أو رقم أو علامة واحدة.
settings-language = اللغة
language-system = مثل الحاسوب
language-en = English
language-ar = العربية
settings-autostart = البدء مع الحاسوب
settings-autostart-hint = يُعلَن الضيوف المنتظرون منذ تسجيل دخولك إلى الحاسوب.
