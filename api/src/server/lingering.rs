//! Closing without cutting off: a caller that is still sending has to find the answer that refuses it.
//!
//! A connection that is closed while something is unread is reset, and a reset overtakes the answer. So what still comes
//! is thrown away for a moment. Connections on which nothing is unread end at once.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// How long is waited for the caller to notice.
const MOMENT: Duration = Duration::from_secs(1);

/// How much is thrown away in that time: what is on the way, not what somebody has to say.
const MOST_BYTES: usize = 8 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct Lingering<S> {
    stream: S,
    farewell: Option<Farewell>,
}

/// What happens after our last word.
#[derive(Debug)]
struct Farewell {
    thrown_away: usize,
    ends: Option<Pin<Box<Sleep>>>,
}

impl<S> Lingering<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, farewell: None }
    }
}

impl Farewell {
    fn poll(&mut self, stream: Pin<&mut impl AsyncRead>, cx: &mut Context<'_>) -> Poll<()> {
        let mut stream = stream;
        let mut bytes = [0; 4096];
        while self.thrown_away < MOST_BYTES {
            let mut unread = ReadBuf::new(&mut bytes);
            match stream.as_mut().poll_read(cx, &mut unread) {
                Poll::Ready(Ok(())) if !unread.filled().is_empty() => {
                    self.thrown_away += unread.filled().len();
                    self.ends.get_or_insert_with(|| Box::pin(sleep(MOMENT)));
                }
                Poll::Ready(_) => break,
                Poll::Pending => {
                    return self.ends.as_mut().map_or(Poll::Ready(()), |ends| ends.as_mut().poll(cx));
                }
            }
        }
        Poll::Ready(())
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Lingering<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Self { stream, farewell } = &mut *self;
        if farewell.is_none() {
            ready!(Pin::new(&mut *stream).poll_shutdown(cx))?;
        }
        let farewell = farewell.get_or_insert(Farewell { thrown_away: 0, ends: None });
        farewell.poll(Pin::new(stream), cx).map(Ok)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Lingering<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}
