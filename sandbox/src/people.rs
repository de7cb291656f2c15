//! People and their chats with the bot: one chat each, as private chats are.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    keyboard::{Markup, ReplyKeyboard},
    message::{Author, Message},
};

/// A person to be: who they are to the bot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub(crate) id: i64,
    pub(crate) first_name: String,
    pub(crate) last_name: Option<String>,
    pub(crate) username: Option<String>,
    pub(crate) language: Option<String>,
}

impl Person {
    pub fn new(id: i64, first_name: impl Into<String>) -> Self {
        Self { id, first_name: first_name.into(), last_name: None, username: None, language: None }
    }

    /// The language of the person's app (`language_code`), like `ru` or `pt-br`.
    #[must_use]
    pub fn language(mut self, code: impl Into<String>) -> Self {
        self.language = Some(code.into());
        self
    }

    #[must_use]
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.username = Some(username.into());
        self
    }

    #[must_use]
    pub fn last_name(mut self, last_name: impl Into<String>) -> Self {
        self.last_name = Some(last_name.into());
        self
    }

    /// The person as a Bot API User.
    pub(crate) fn as_user(&self) -> Value {
        let mut user = self.with_names(json!({"id": self.id, "is_bot": false}));
        if let Some(language) = &self.language {
            user["language_code"] = json!(language);
        }
        user
    }

    /// The person's private chat as a Bot API Chat.
    pub(crate) fn as_chat(&self) -> Value {
        self.with_names(json!({"id": self.id, "type": "private"}))
    }

    fn with_names(&self, mut object: Value) -> Value {
        object["first_name"] = json!(self.first_name);
        if let Some(last_name) = &self.last_name {
            object["last_name"] = json!(last_name);
        }
        if let Some(username) = &self.username {
            object["username"] = json!(username);
        }
        object
    }
}

/// What stands between the bot and a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// The person never wrote: the bot may not begin.
    Stranger,
    Talking,
    Blocked,
}

/// A person's chat with the bot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Chat {
    pub(crate) person: Person,
    pub(crate) standing: Standing,
    /// In the order in which they were sent.
    pub(crate) messages: Vec<Message>,
    pub(crate) reply_keyboard: Option<ReplyKeyboard>,
    /// The newest message that the person has seen on the page.
    pub(crate) read_through: i64,
    /// Successful calls of `send…`.
    pub(crate) sent_by_bot: usize,
    /// What the bot said it is doing, and when.
    pub(crate) activity: Option<(String, Timestamp)>,
    pub(crate) menu_button: Option<Value>,
    /// Where the person is when a button asks for it.
    pub(crate) place: (f64, f64),
}

impl Chat {
    /// Berlin: where people are unless they say otherwise.
    const PLACE: (f64, f64) = (52.52, 13.405);

    pub(crate) fn new(person: Person) -> Self {
        Self {
            person,
            standing: Standing::Stranger,
            messages: Vec::new(),
            reply_keyboard: None,
            read_through: 0,
            sent_by_bot: 0,
            activity: None,
            menu_button: None,
            place: Self::PLACE,
        }
    }

    pub(crate) fn message(&self, id: i64) -> Option<&Message> {
        self.messages.iter().rev().find(|message| message.id == id)
    }

    pub(crate) fn message_mut(&mut self, id: i64) -> Option<&mut Message> {
        self.messages.iter_mut().rev().find(|message| message.id == id)
    }

    pub(crate) fn bot_messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter().filter(|message| message.author == Author::Bot)
    }

    /// Adds a message; a bot's message may bring or take the reply keyboard.
    pub(crate) fn add(&mut self, message: Message) {
        match &message.markup {
            Some(Markup::Reply(keyboard)) => self.reply_keyboard = Some(keyboard.clone()),
            Some(Markup::Remove) => self.reply_keyboard = None,
            _ => {}
        }
        if message.author == Author::Bot {
            self.activity = None;
        }
        self.messages.push(message);
    }

    /// The chat as people read it: who says what, and the buttons below.
    pub(crate) fn transcript(&self) -> String {
        let mut text = String::new();
        for message in &self.messages {
            text.push_str(&line(&self.person.first_name, message));
        }
        if let Some(keyboard) = &self.reply_keyboard {
            text.push_str("(keyboard)\n");
            for row in &keyboard.rows {
                text.push_str(&row_of(row.iter().map(|button| button.label.as_str())));
            }
        }
        text
    }
}

fn line(name: &str, message: &Message) -> String {
    let speaker = match message.author {
        Author::Bot => "Bot",
        Author::Person => name,
    };
    let mut text = format!("#{} {speaker}: ", message.id);
    if let Some(media) = &message.media {
        text.push_str(&described(media));
    }
    text.push_str(&message.text.replace('\n', "\n    "));
    if message.reworded {
        text.push_str(" (edited)");
    }
    text.push('\n');
    for row in message.labels() {
        text.push_str(&row_of(row.into_iter()));
    }
    text
}

fn described(media: &crate::message::Media) -> String {
    use crate::message::Media;
    match media {
        Media::Photo { width, height, .. } => format!("<photo {width}x{height}> "),
        Media::Document { file } => format!("<document {}> ", file.name),
        Media::Location { latitude, longitude } => format!("<location {latitude}, {longitude}>"),
        Media::Contact { phone, .. } => format!("<contact {phone}>"),
    }
}

fn row_of<'l>(labels: impl Iterator<Item = &'l str>) -> String {
    let labels: Vec<String> = labels.map(|label| format!("[{label}]")).collect();
    format!("    {}\n", labels.join(" "))
}
