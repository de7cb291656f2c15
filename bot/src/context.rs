//! One update while it is handled: who it is from, when it is, and what is asked and answered on the way.

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use core_shared::client::{ApiClient, ClientResult};
use core_shared::contract::users::{PutUser, UserBody};
use core_shared::domain::{Locale, UserId};
use core_shared::screen::Screen;
use jiff::Timestamp;
use teloxide::Bot;
use teloxide::types::{CallbackQueryId, MessageId};

use crate::dialogue::{Arrival, Asked, Dialogue, Stage};
use crate::telegram::{self, Chat};
use crate::trouble::{Handled, is_not_found};
use crate::views;

/// A tap whose result takes longer is answered without words: the button must not keep spinning.
const LONGEST_SPIN: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) api: ApiClient,
    pub(crate) bot: Bot,
    pub(crate) chat: Chat,
    pub(crate) now: Timestamp,
    pub(crate) update: i64,
    pub(crate) user: UserId,
    /// The language of their Telegram; it holds until they are known.
    pub(crate) language: Locale,
    pub(crate) tap: Option<Tap>,
}

/// A tap on a button. It takes one answer.
#[derive(Debug)]
pub(crate) struct Tap {
    query: CallbackQueryId,
    answered: AtomicBool,
}

impl Tap {
    pub(crate) fn new(query: CallbackQueryId, is_answered: bool) -> Self {
        Self { query, answered: AtomicBool::new(is_answered) }
    }
}

/// Where a screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    NewMessage,
    Message(MessageId),
}

/// What the API knows of somebody.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) user: UserBody,
    pub(crate) dialogue: Dialogue,
}

impl Person {
    pub(crate) fn locale(&self) -> Locale {
        self.user.locale
    }

    /// Whether `message` shows the question that is open.
    pub(crate) fn is_at_form(&self, message: MessageId) -> bool {
        self.dialogue.form == Some(message.0)
    }
}

impl Context {
    pub(crate) async fn show(&self, spot: Spot, screen: &Screen) -> Handled<MessageId> {
        let message = match spot {
            Spot::NewMessage => self.chat.send(screen).await?,
            Spot::Message(message) => self.chat.edit(message, screen).await?,
        };
        Ok(message)
    }

    /// Answers the tap without words.
    pub(crate) async fn acknowledge(&self) {
        self.answer(None).await;
    }

    /// Answers the tap with a few words.
    pub(crate) async fn toast(&self, text: &str) {
        self.answer(Some(text)).await;
    }

    /// Names what this update does to the API, which does it once however often the update comes. A tap keeps
    /// its name when it comes again; two taps on one button have two.
    pub(crate) fn idempotency_key(&self) -> String {
        match &self.tap {
            Some(tap) => format!("tap-{}", tap.query),
            None => format!("update-{}", self.update),
        }
    }

    async fn answer(&self, toast: Option<&str>) {
        let Some(tap) = &self.tap else { return };
        if !tap.answered.swap(true, Ordering::Relaxed) {
            telegram::answer(&self.bot, &tap.query, toast).await;
        }
    }

    /// Does the work, and sees to it that the tap is answered soon.
    pub(crate) async fn answering_soon<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        tokio::select! {
            result = &mut work => result,
            () = tokio::time::sleep(LONGEST_SPIN) => {
                self.acknowledge().await;
                work.await
            }
        }
    }

    /// Says that something went wrong, in the tap's answer if that is still free.
    pub(crate) async fn apologize(&self) {
        let is_free = self.tap.as_ref().is_some_and(|tap| !tap.answered.load(Ordering::Relaxed));
        if is_free {
            self.toast(&views::help::sorry_toast(self.language)).await;
        } else if let Err(error) = self.chat.send(&views::help::sorry(self.language)).await {
            tracing::debug!(%error, "nobody heard the apology");
        }
    }

    /// The user as the API knows them, who they are being told to it if it does not.
    pub(crate) async fn known_user(&self) -> Handled<UserBody> {
        Ok(self.acquainted(|| self.api.get_user(self.user)).await?)
    }

    pub(crate) async fn person(&self) -> Handled<Person> {
        let both = self.acquainted(|| async {
            tokio::try_join!(self.api.get_user(self.user), self.api.get_dialogue(self.user))
        });
        let (user, dialogue) = both.await?;
        Ok(Person { user, dialogue: Dialogue::read(dialogue) })
    }

    /// Asks the API something about the user; when it knows none, introduces them and asks again.
    pub(crate) async fn acquainted<T, F: Future<Output = ClientResult<T>>>(
        &self,
        ask: impl Fn() -> F,
    ) -> ClientResult<T> {
        match ask().await {
            Err(error) if is_not_found(&error) => {
                self.introduce().await?;
                ask().await
            }
            other => other,
        }
    }

    /// First contact, or contact again after a block.
    pub(crate) async fn introduce(&self) -> ClientResult<UserBody> {
        let body = PutUser { locale: Some(self.language), zone: None };
        self.api.put_user(self.user, &body).await.map(|(user, _)| user)
    }

    /// Keeps where the person is now.
    pub(crate) async fn enter(&self, stage: Stage, form: Option<MessageId>) -> Handled {
        let dialogue = Dialogue { handled_update: self.update, form: form.map(|message| message.0), stage };
        self.api.put_dialogue(self.user, &dialogue.body()).await?;
        Ok(())
    }

    /// Leaves the form that is open, if there is one: another command was given.
    pub(crate) async fn leave_form(&self, person: &Person) -> Handled {
        if person.dialogue.stage.is_open() && person.dialogue.arrival(self.update) == Arrival::New {
            self.close_form(person).await?;
            self.enter(Stage::Idle, None).await?;
        }
        Ok(())
    }

    /// Takes away what can be pressed in the form that is open.
    pub(crate) async fn close_form(&self, person: &Person) -> Handled {
        if let Some(form) = person.dialogue.form.filter(|_| person.dialogue.stage.is_open()) {
            self.chat.strip(MessageId(form)).await?;
        }
        self.remove_location_button(person).await
    }

    /// The same, when the form is in another message than the one that is about to become one.
    pub(crate) async fn close_form_elsewhere(&self, person: &Person, message: MessageId) -> Handled {
        if person.is_at_form(message) {
            return self.remove_location_button(person).await;
        }
        self.close_form(person).await
    }

    pub(crate) async fn remove_location_button(&self, person: &Person) -> Handled {
        if let Stage::Zone { asked: Asked::Location, .. } = person.dialogue.stage {
            self.chat.remove_location_button(&views::zone::keyboard_removed(person.locale())).await?;
        }
        Ok(())
    }

    /// The button belongs to a form that is no longer open.
    pub(crate) async fn say_button_is_old(&self, locale: Locale, message: MessageId) -> Handled {
        self.toast(&views::help::old_button(locale)).await;
        Ok(self.chat.strip(message).await?)
    }
}
