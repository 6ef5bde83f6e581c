//! Channels and where a contact first came from.

crate::open_enum! {
    /// A channel guests write on (SPEC 22).
    Channel {
        /// WhatsApp Cloud API.
        WhatsApp = "whatsapp",
        /// Instagram direct messages.
        Instagram = "instagram",
        /// Facebook Messenger.
        Messenger = "messenger",
        /// Telegram.
        Telegram = "telegram",
        /// TikTok direct messages.
        TikTok = "tiktok",
        /// The website's Live Chat.
        LiveChat = "livechat",
        /// SMS.
        Sms = "sms",
        /// E-mail.
        Email = "email",
        /// Telephone.
        Calls = "calls",
        /// Google Business.
        Google = "google",
    }
}

crate::open_enum! {
    /// Where a contact first came from (SPEC 85–90; 1.2 h adds the rest).
    Source {
        /// Wrote on WhatsApp.
        WhatsApp = "whatsapp",
        /// Wrote on Instagram.
        Instagram = "instagram",
        /// Wrote on Messenger.
        Messenger = "messenger",
        /// Wrote on Telegram.
        Telegram = "telegram",
        /// Wrote on TikTok.
        TikTok = "tiktok",
        /// Booked on the website.
        Website = "website",
        /// Added at the desk.
        WalkIn = "walk_in",
        /// Talked to the assistant, Live Chat included.
        AiAgent = "ai_agent",
        /// Added after a call.
        Phone = "phone",
        /// Wrote an SMS.
        Sms = "sms",
        /// Wrote an e-mail.
        Email = "email",
        /// Wrote on Google Business.
        Google = "google",
        /// Came through the channel manager.
        ChannelManager = "channel_manager",
    }
}

impl Channel {
    /// The source of a contact that appears by writing on this channel (SPEC 84, 89).
    #[must_use]
    pub fn source(&self) -> Source {
        match self {
            Self::WhatsApp => Source::WhatsApp,
            Self::Instagram => Source::Instagram,
            Self::Messenger => Source::Messenger,
            Self::Telegram => Source::Telegram,
            Self::TikTok => Source::TikTok,
            Self::LiveChat => Source::AiAgent,
            Self::Sms => Source::Sms,
            Self::Email => Source::Email,
            Self::Calls => Source::Phone,
            Self::Google => Source::Google,
            Self::Other(text) => Source::Other(text.clone()),
        }
    }
}
