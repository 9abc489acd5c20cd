import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Carries calls with `URLSession`, without cookies, caches and stored passwords. Redirects are not
/// followed, because the token would go to another host.
public final class URLSessionTransport: NSObject, HTTPTransport, @unchecked Sendable {
  private struct Waiting {
    var body = Data()
    let done: CheckedContinuation<HTTPAnswer, Error>
  }

  private let timeout: TimeInterval
  private let lock = NSLock()
  private var waiting: [Int: Waiting] = [:]
  private lazy var session: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = timeout
    configuration.timeoutIntervalForResource = timeout
    configuration.urlCache = nil
    configuration.httpShouldSetCookies = false
    configuration.urlCredentialStorage = nil
    return URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
  }()

  public init(timeout: TimeInterval = 20) {
    self.timeout = timeout
  }

  public func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    var request = URLRequest(url: call.url)
    request.httpMethod = call.method
    request.httpBody = call.body
    request.setValue("Bearer \(call.bearer)", forHTTPHeaderField: "Authorization")
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    if call.body != nil {
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
    let made = request
    return try await withCheckedThrowingContinuation { start(made, $0) }
  }

  private func start(_ request: URLRequest, _ done: CheckedContinuation<HTTPAnswer, Error>) {
    lock.lock()
    defer { lock.unlock() }
    let task = session.dataTask(with: request)
    waiting[task.taskIdentifier] = Waiting(done: done)
    task.resume()
  }
}

// A completion handler for each task would be shorter. On Linux it makes tasks follow redirects.
extension URLSessionTransport: URLSessionDataDelegate {
  public func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data
  ) {
    lock.lock()
    defer { lock.unlock() }
    waiting[dataTask.taskIdentifier]?.body.append(data)
  }

  public func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?
  ) {
    complete(task, error)
  }

  #if os(Linux)
    // A refusal that asks for a password never completes on Linux: its answer is that of the call.
    public func urlSession(
      _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
      completionHandler: @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
      complete(task, nil)
      completionHandler(.cancelAuthenticationChallenge, nil)
    }
  #endif

  private func complete(_ task: URLSessionTask, _ error: Error?) {
    lock.lock()
    let ended = waiting.removeValue(forKey: task.taskIdentifier)
    lock.unlock()
    guard let ended = ended else { return }
    guard error == nil, let response = task.response as? HTTPURLResponse else {
      ended.done.resume(throwing: error ?? URLError(.badServerResponse))
      return
    }
    let wait = response.allHeaderFields.first { "\($0.key)".lowercased() == "retry-after" }
    ended.done.resume(
      returning: HTTPAnswer(
        status: response.statusCode, body: ended.body,
        retryAfter: wait.flatMap { TimeInterval("\($0.value)") }))
  }

  public func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
