//! The id of the request that is being answered, for whoever writes an answer or a log line.

tokio::task_local! {
    static REQUEST_ID: String;
}

/// Answers a request under its id.
pub(crate) async fn within<T>(id: String, answer: impl Future<Output = T>) -> T {
    REQUEST_ID.scope(id, answer).await
}

/// The id, while a request is being answered.
pub(crate) fn current() -> Option<String> {
    REQUEST_ID.try_with(Clone::clone).ok()
}
