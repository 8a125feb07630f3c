import Engine
import RecordingImage
import TaskGraph
import Testing

@testable import ImageSupply
@testable import Tasks

/// Objects of storages that speak S3.
@Suite struct ObjectStorageTests {
  @Test func `a request is signed as AWS' own example is`() {
    let login = StorageLogin(
      name: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region: "us-east-1")
    let headers = login.headers(
      for: "GET", host: "examplebucket.s3.amazonaws.com", path: "/test.txt", further: ["range": "bytes=0-9"],
      time: "20130524T000000Z")
    #expect(
      headers["Authorization"] == "AWS4-HMAC-SHA256 "
        + "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    #expect(headers["host"] == nil)
  }

  @Test func `an object's address holds storage, bucket and name, whatever these are`() {
    let object = StoredObject(storage: "http://127.0.0.1:9000/store/", bucket: "b", name: "a b/\u{fc}+.tar")
    #expect(object?.url == "http://127.0.0.1:9000/store/b/a%20b/%C3%BC%2B.tar")
    #expect(object?.host == "127.0.0.1:9000")
    #expect(object?.path == "/store/b/a%20b/%C3%BC%2B.tar")
    #expect(StoredObject(storage: "nothing", bucket: "b", name: "a") == nil)
  }

  @Test func `an archive of images may be an object`() throws {
    let setting = Setting(
      "", "load_additional_components=true", "additional_url_images=true", "additional_s3_endpoint=https://s.example",
      "additional_url_images_list=s3://images/dir/agent.tar,https://m.example/a.tar", "additional_s3_access=who",
      "additional_s3_secret=pass-word")
    let supplies = try importAdditionalImages.supplies(setting.circumstances(of: qemuDebian12))
    #expect(
      supplies.map { $0.fields.first?.value } == ["https://s.example/images/dir/agent.tar", "https://m.example/a.tar"])
    #expect(!supplies.flatMap(\.fields).contains { $0.value.contains("pass-word") })
    for wrong in ["s3://images", "s3:///agent.tar", "s3://images/"] {
      var setting = setting
      setting.assignments.append("additional_url_images_list=\(wrong)")
      let failure = try #require(throws: Failure.self) { try setting.assembly(of: qemuDebian12) }
      #expect(failure.message == "additional_url_images_list names `\(wrong)`, which is no object")
    }
  }

  @Test(arguments: [("/opt/data/", "/opt/data/one.bin"), ("/opt/two.bin", "/opt/two.bin")])
  func `an object goes where the user says, and no key knows who may read it`(destination: String, file: String)
    async throws
  {
    let setting = Setting(
      "", "load_additional_components=true", "additional_s3=true", "additional_s3_bucket=b",
      "additional_s3_object=dir/one.bin", "additional_s3_access=who", "additional_s3_secret=pass-word",
      "additional_s3_destination_path=\(destination)")
    let image = try await record(installObject, in: setting.circumstances(of: qemuDebian12)).image
    guard case .copy(_, mode: 0o644)? = image.entries[file] else {
      Issue.record("\(file) is not there")
      return
    }
    let works = try setting.assembly(of: qemuDebian12).graph.works
    let supply = works.first { $0.name == "s3-object" }
    #expect(
      supply?.fields.map(\.value).contains("https://s3.us-east-1.amazonaws.com/b/dir/one.bin") == true)
    #expect(works.flatMap(\.fields).allSatisfy { !$0.value.contains("pass-word") && $0.value != "who" })
  }

  @Test(arguments: [
    (["additional_s3_ceph=true"], "additional_s3_ceph is set"),
    (["additional_s3_bucket="], "additional_s3 is set, and additional_s3_bucket is not"),
    (["additional_s3_destination_path=opt"], "additional_s3_destination_path is no absolute path"),
  ])
  func `what cannot be meant is told before anything is built`(changed: [String], message: String) throws {
    var setting = Setting(
      "", "load_additional_components=true", "additional_s3=true", "additional_s3_bucket=b", "additional_s3_object=o",
      "additional_s3_destination_path=/opt/o")
    setting.assignments += changed
    let error = #expect(throws: Failure.self) { try setting.assembly(of: qemuDebian12) }
    #expect(error?.message.hasPrefix(message) == true)
  }
}
